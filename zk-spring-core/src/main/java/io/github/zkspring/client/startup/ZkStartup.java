package io.github.zkspring.client.startup;

import java.time.Duration;

/**
 * Behavior of application startup while no server answers.
 *
 * @param required whether startup fails without a session; otherwise the client connects
 * in the background
 * @param timeout how long startup waits for a session
 */
public record ZkStartup(boolean required, Duration timeout) {

}
