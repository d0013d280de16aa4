package io.github.zkspring.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.WatchStatistics;
import io.github.zkspring.watch.ZkWatch;
import io.github.zkspring.watch.ZkWatchRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The part {@code watches}. Watches can be paused, resumed, and told to read again.
 *
 * @since 0.1.0
 */
@RegisterReflectionForBinding(WatchesContributor.WatchDescriptor.class)
public class WatchesContributor implements ZkEndpointContributor {

	private final ZkWatchRegistry registry;

	/**
	 * Create the part.
	 * @param registry the watches to tell about
	 */
	public WatchesContributor(ZkWatchRegistry registry) {
		this.registry = registry;
	}

	@Override
	public String key() {
		return "watches";
	}

	@Override
	public List<WatchDescriptor> describe() {
		return this.registry.watches().stream().map(WatchDescriptor::of).toList();
	}

	@Override
	public @Nullable WatchDescriptor item(String name) {
		return this.registry.watch(name).map(WatchDescriptor::of).orElse(null);
	}

	@Override
	public void act(String name, String action) {
		ZkWatch watch = this.registry.watch(name)
			.filter((known) -> !known.isClosed())
			.orElseThrow(() -> new IllegalStateException("the watch has ended"));
		switch (action.toLowerCase(Locale.ROOT)) {
			case "pause" -> watch.pause();
			case "resume" -> watch.resume();
			case "resync" -> watch.resync();
			default -> throw new IllegalArgumentException("the actions are pause, resume and resync");
		}
	}

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
	 */
	public record WatchDescriptor(String id, String path, ZkWatch.Kind kind, String target, State state,
			long deliveries, long errors, long conflated, @Nullable DeliveryDescriptor lastDelivered,
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
		 * @param zxid the newest change that it shows, {@code null} for a znode that does
		 * not exist
		 * @param version the version of the data or of the list of children, {@code null}
		 * for a znode that does not exist
		 * @param at when
		 */
		public record DeliveryDescriptor(@Nullable String zxid, @Nullable Integer version, Instant at) {

			static DeliveryDescriptor of(WatchStatistics.Delivery delivery) {
				return new DeliveryDescriptor((delivery.zxid() >= 0) ? ZkEndpoint.hex(delivery.zxid()) : null,
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

}
