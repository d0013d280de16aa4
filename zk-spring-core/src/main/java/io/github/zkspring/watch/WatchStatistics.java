package io.github.zkspring.watch;

import java.time.Instant;
import java.util.Optional;

/**
 * How one watch does, since it was made. A view that stays up to date: all methods answer
 * from memory, without waiting, from any thread, and never with a payload.
 *
 * @since 0.1.0
 */
public interface WatchStatistics {

	/**
	 * How many states were delivered: the method took them, or threw and its error
	 * handler went on without another attempt.
	 * @return their number
	 */
	long deliveries();

	/**
	 * How many errors there were, of any {@link WatchError.Kind kind}.
	 * @return their number
	 */
	long errors();

	/**
	 * How many states had come and were replaced by a newer one before it was their turn:
	 * the method is slower than the changes. Changes that were seen by one and the same
	 * read are no states of their own.
	 * @return their number
	 */
	long conflated();

	/**
	 * The state that was delivered last.
	 * @return the state without its payload, empty before the first
	 */
	Optional<Delivery> lastDelivered();

	/**
	 * The error that came last, healed or not.
	 * @return the error, empty while there was none
	 */
	Optional<Failure> lastError();

	/**
	 * Whether the last error has not healed so far: no state was delivered without an
	 * error since then, and a znode that the servers refused to show is still refused.
	 * @return {@code true} from an error to the next success
	 */
	boolean isFailing();

	/**
	 * A state that was delivered.
	 *
	 * @param zxid the zxid of the newest change that the state shows, {@code -1} for a
	 * znode that does not exist
	 * @param version the version of the data, of a watch of children that of the list of
	 * children ({@code cversion}); {@code -1} for a znode that does not exist
	 * @param at when the call for it was over
	 */
	record Delivery(long zxid, int version, Instant at) {

	}

	/**
	 * Something that went wrong.
	 *
	 * @param kind what
	 * @param path the znode concerned
	 * @param message why: of a method that threw the type of the exception and no more,
	 * for its message may quote what the method was called with
	 * @param at when
	 */
	record Failure(WatchError.Kind kind, String path, String message, Instant at) {

	}

}
