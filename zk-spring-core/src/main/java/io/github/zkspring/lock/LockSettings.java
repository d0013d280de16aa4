package io.github.zkspring.lock;

import java.time.Duration;

/**
 * How this instance locks.
 *
 * @param basePath the parent of all locks
 * @param id what the instance is called in the queues
 * @param waitFor how long a lock is waited for where nothing else is said
 * @param drainTimeout how long what runs under locks may go on when the application
 * closes
 */
public record LockSettings(String basePath, String id, Duration waitFor, Duration drainTimeout) {

}
