package io.github.zkspring.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The session of this application with the ensemble, as last seen.
 *
 * <p>
 * All methods answer from memory, without a request and without a lock, from any thread.
 * A session that expires is followed by another one; this object then tells about that
 * one.
 *
 * @since 0.1.0
 */
public interface ZkSession {

	/**
	 * The present state.
	 * @return the state
	 */
	ZkSessionState state();

	/**
	 * The id of the session, kept while the state is {@link ZkSessionState#SUSPENDED} or
	 * {@link ZkSessionState#LOST}.
	 * @return the id, {@code 0} before the first connection
	 */
	long id();

	/**
	 * The session timeout: the server's answer to {@code zk.session-timeout}, which it
	 * moves into its own bounds. Before the first connection, what is asked for.
	 * @return the timeout after which the servers end a silent session
	 */
	Duration negotiatedTimeout();

	/**
	 * When the present state began, by the wall clock of this machine.
	 * @return the time of the last transition
	 */
	Instant since();

	/**
	 * The server that the client is connected to.
	 * @return address and port, empty while not connected or not known
	 */
	Optional<String> server();

	/**
	 * What was wrong at the servers when the session last was without connection for more
	 * than a moment, with the time of the finding: host, refused, TLS, identity.
	 * @return the finding, empty while there was none
	 */
	Optional<String> lastError();

	/**
	 * How long the servers certainly still keep this session, from now on: half of the
	 * session timeout from the sending of the last write that a quorum acknowledged,
	 * bounded by the monotonic and by the wall clock. Such writes are sent every eighth
	 * of the session timeout while anything is held (leadership, a lock); while nothing
	 * is, the lease runs out and stays zero.
	 * @return the rest of the lease, zero when the session is not certain
	 */
	Duration lease();

	/**
	 * Whether the session is certain now: {@link #lease()} is not over, and neither the
	 * state nor ZooKeeper's own handle says that the session has ended. A lost connection
	 * alone does not end certainty.
	 * @return {@code true} when what the session holds may be relied on
	 */
	boolean isCertain();

}
