package io.github.zkspring.endpoint;

import java.time.Instant;

import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.WatchStatistics;
import io.github.zkspring.watch.ZkWatch;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A watch.
 *
 * @param id its id
 * @param path the path that is watched
 * @param kind what is watched there
 * @param target what is called: a method of a bean, or a callback
 * @param state how it is doing
 * @param deliveries how many states were delivered
 * @param errors how many errors there were
 * @param conflated how many states were replaced before their turn
 * @param lastDelivered the state delivered last
 * @param lastError the error that came last
 * @since 0.1.0
 */
public record WatchDescriptor(String id, String path, ZkWatch.Kind kind, String target, State state, long deliveries,
		long errors, long conflated, @Nullable DeliveryDescriptor lastDelivered,
		@Nullable ErrorDescriptor lastError) implements OperationResponseBody {

	static WatchDescriptor of(ZkWatch watch) {
		WatchStatistics statistics = watch.statistics();
		return new WatchDescriptor(watch.id(), watch.path(), watch.kind(), watch.target(), State.of(watch),
				statistics.deliveries(), statistics.errors(), statistics.conflated(),
				statistics.lastDelivered().map(DeliveryDescriptor::of).orElse(null),
				statistics.lastError().map(ErrorDescriptor::of).orElse(null));
	}

	/**
	 * How a watch is doing; the first that fits.
	 */
	public enum State {

		/**
		 * It has ended.
		 */
		CLOSED,

		/**
		 * It calls nothing, for somebody wants that.
		 */
		PAUSED,

		/**
		 * The last thing that happened was an error.
		 */
		FAILING,

		/**
		 * The server may have a newer state than the one delivered last.
		 */
		STALE,

		/**
		 * What was delivered last is what the server has.
		 */
		IN_SYNC;

		static State of(ZkWatch watch) {
			if (watch.isClosed()) {
				return CLOSED;
			}
			if (watch.isPaused()) {
				return PAUSED;
			}
			if (watch.statistics().isFailing()) {
				return FAILING;
			}
			return watch.isStale() ? STALE : IN_SYNC;
		}

	}

	/**
	 * A state that was delivered.
	 *
	 * @param zxid the newest change that it shows, {@code null} for a znode that does not
	 * exist
	 * @param version the version of the data or of the list of children, {@code null} for
	 * a znode that does not exist
	 * @param at when
	 */
	public record DeliveryDescriptor(@Nullable String zxid, @Nullable Integer version, Instant at) {

		static DeliveryDescriptor of(WatchStatistics.Delivery delivery) {
			return new DeliveryDescriptor((delivery.zxid() >= 0) ? Hex.of(delivery.zxid()) : null,
					(delivery.version() >= 0) ? delivery.version() : null, delivery.at());
		}

	}

	/**
	 * Something that went wrong.
	 *
	 * @param kind what
	 * @param path the znode concerned
	 * @param message why, of a method that threw the type of the exception
	 * @param at when
	 */
	public record ErrorDescriptor(WatchError.Kind kind, String path, String message, Instant at) {

		static ErrorDescriptor of(WatchStatistics.Failure failure) {
			return new ErrorDescriptor(failure.kind(), failure.path(), failure.message(), failure.at());
		}

	}

}
