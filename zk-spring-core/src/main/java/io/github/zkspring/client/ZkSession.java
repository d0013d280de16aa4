package io.github.zkspring.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The session of this application with the ensemble, as last seen.
 *
 * <p>
 * All methods answer from memory, without a request and without a lock, from any thread.
 * A session that expires is followed by another one; this object then describes the new
 * one.
 *
 * @since 0.1.0
 */
public interface ZkSession {

	/**
	 * Returns the current state.
	 * @return the state
	 */
	ZkSessionState state();

	/**
	 * Returns the id of the session, which stays available while the state is
	 * {@link ZkSessionState#SUSPENDED} or {@link ZkSessionState#LOST}.
	 * @return the id, {@code 0} before the first connection
	 */
	long id();

	/**
	 * Returns the session timeout that the server negotiated from
	 * {@code zk.session-timeout}. Before the first connection, the configured timeout.
	 * @return the time without contact after which the servers expire the session
	 */
	Duration negotiatedTimeout();

	/**
	 * Returns when the current state began, by the wall clock of this machine.
	 * @return the time of the last transition
	 */
	Instant since();

	/**
	 * Returns the server that the client is connected to.
	 * @return address and port, empty while not connected or not known
	 */
	Optional<String> server();

	/**
	 * Returns the result of the last diagnosis of a missing session with its time, for
	 * example an unknown host, a refused connection, a failed TLS handshake or a refused
	 * identity.
	 * @return the result, empty if there was no diagnosis
	 */
	Optional<String> lastError();

	/**
	 * Returns why the features do not use the session although it is connected, for
	 * example because the chroot is missing and cannot be created.
	 * @return the reason, with the property that it concerns, empty if there is none
	 */
	default Optional<String> problem() {
		return Optional.empty();
	}

	/**
	 * Returns for how long, from now on, the servers are certain to keep this session:
	 * half of the session timeout after the sending of the last write that a quorum
	 * acknowledged, bounded by the monotonic and by the wall clock. Such writes are sent
	 * every eighth of the session timeout while anything is held (leadership, a lock);
	 * otherwise the lease expires and stays zero.
	 * @return the remaining time of the lease, zero if the session is not certain
	 */
	Duration lease();

	/**
	 * Returns whether the session is certain now: the {@link #lease()} has not expired,
	 * and neither the state nor ZooKeeper's own handle reports the end of the session. A
	 * lost connection alone does not end certainty.
	 * @return {@code true} when what the session holds may be relied on
	 */
	boolean isCertain();

}
