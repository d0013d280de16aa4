package io.github.zkspring.template;

import java.time.Duration;

import org.springframework.util.backoff.BackOff;

/**
 * Timeout, retries and limits of operations.
 *
 * @param timeout the timeout of one operation with all its repetitions
 * @param backOff the pauses between repetitions
 * @param maxPayload the longest payload that is read or written, in bytes
 */
public record TemplateSettings(Duration timeout, BackOff backOff, long maxPayload) {
}
