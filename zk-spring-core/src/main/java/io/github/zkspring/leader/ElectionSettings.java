package io.github.zkspring.leader;

import java.time.Duration;

import io.github.zkspring.contender.OnSuspended;

/**
 * How this instance takes part in its elections.
 *
 * @param basePath the parent of the queues
 * @param id what the instance is called
 * @param onSuspended what a lost connection does to leadership
 * @param drainTimeout how long what runs may go on when leadership is given up
 */
public record ElectionSettings(String basePath, String id, OnSuspended onSuspended, Duration drainTimeout) {

}
