package io.github.zkspring.client.startup;

import java.time.Duration;

/**
 * What the start of the application does while no server answers.
 *
 * @param required whether the start fails without a session; otherwise the client
 * connects in the background
 * @param timeout how long the start waits for a session
 */
public record ZkStartup(boolean required, Duration timeout) {

}
