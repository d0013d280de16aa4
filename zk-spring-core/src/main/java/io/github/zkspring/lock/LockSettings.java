package io.github.zkspring.lock;

import java.time.Duration;

/**
 * Settings of the locks of an application.
 *
 * @param basePath the parent of all locks
 * @param id the id of this instance in the queues
 * @param defaultWait the default of the time to wait for a lock
 * @param drainTimeout the time that running work gets when the application closes
 */
public record LockSettings(String basePath, String id, Duration defaultWait, Duration drainTimeout) {
}
