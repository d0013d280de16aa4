package io.github.zkspring.benchmark.watch;

import java.time.Duration;

import org.apache.zookeeper.Watcher;

/**
 * Settings of a contender.
 *
 * @param connectString where the server is
 * @param listener takes the payloads
 * @param session takes the events of the session
 */
record ContenderSetup(String connectString, ValueListener listener, Watcher session) {

	/** Longer than each suspension and restart by the driver. */
	static final Duration SESSION_TIMEOUT = Duration.ofSeconds(30);

}
