package io.github.zkspring.watch;

import java.time.Instant;
import java.util.Optional;

/**
 * Statistics of one watch since its creation. A live view: all methods read memory only,
 * may be called from any thread and never return a payload.
 *
 * @since 0.1.0
 */
public interface WatchStatistics {

	/**
	 * Returns the number of delivered states: the method handled them, or threw an
	 * exception and its error handler did not request another attempt.
	 * @return the number of states
	 */
	long deliveries();

	/**
	 * Returns the number of errors of any {@link WatchError.Kind kind}.
	 * @return the number of errors
	 */
	long errors();

	/**
	 * Returns the number of states that were replaced by a newer one before their
	 * delivery, because the method is slower than the changes. Changes that one read
	 * covers count as one state.
	 * @return the number of states
	 */
	long conflated();

	/**
	 * Returns the state that was delivered last.
	 * @return the state without its payload, empty before the first
	 */
	Optional<Delivery> lastDelivered();

	/**
	 * Returns the last error, whether it is resolved or not.
	 * @return the error, empty if there was none
	 */
	Optional<Failure> lastError();

	/**
	 * Returns whether the last error is unresolved: no state was delivered without an
	 * error since then, and a refused znode still cannot be read.
	 * @return {@code true} from an error to the next success
	 */
	boolean isFailing();

	/**
	 * A delivered state.
	 *
	 * @param zxid the zxid of the newest change in the state, {@code -1} for a znode that
	 * does not exist
	 * @param version the version of the data, for children the version of their list
	 * ({@code cversion}); {@code -1} for a znode that does not exist
	 * @param at the end of its call
	 */
	record Delivery(long zxid, int version, Instant at) {

	}

	/**
	 * An error.
	 *
	 * @param kind the kind of error
	 * @param path the znode concerned
	 * @param message the message of the cause; for exceptions of the method only their
	 * type, because their message may quote the payload
	 * @param at the time of the error
	 */
	record Failure(WatchError.Kind kind, String path, String message, Instant at) {

	}

}
