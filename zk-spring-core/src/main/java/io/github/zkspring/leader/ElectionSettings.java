package io.github.zkspring.leader;

import java.time.Duration;

import io.github.zkspring.contender.OnSuspended;

/**
 * Settings of this instance for all elections.
 *
 * @param basePath the parent path of the queues
 * @param id the id of this instance
 * @param onSuspended what a lost connection does to leadership
 * @param drainTimeout how long running bodies and handlers may continue when leadership
 * is given up
 */
public record ElectionSettings(String basePath, String id, OnSuspended onSuspended, Duration drainTimeout) {

}
