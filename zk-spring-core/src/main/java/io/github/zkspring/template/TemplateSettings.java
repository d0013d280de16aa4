package io.github.zkspring.template;

import java.time.Duration;

import org.springframework.util.backoff.BackOff;

/**
 * How long and how often operations are tried, and how much they may carry.
 *
 * @param timeout the time of one operation with all its repetitions
 * @param backOff the pauses between repetitions
 * @param maxPayload the longest payload that is read or written, in bytes
 */
public record TemplateSettings(Duration timeout, BackOff backOff, long maxPayload) {
}
