package io.github.zkspring.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import io.github.zkspring.watch.WatchStatistics;
import io.github.zkspring.watch.ZkWatch;
import io.github.zkspring.watch.ZkWatchRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * {@link ZkEndpointContributor} for the part {@code watches}, with the actions
 * {@code pause}, {@code resume} and {@code resync}.
 *
 * @since 0.1.0
 */
@RegisterReflectionForBinding(WatchesContributor.WatchDescriptor.class)
public class WatchesContributor implements ZkEndpointContributor {

	private final ZkWatchRegistry registry;

	/**
	 * Creates the contributor.
	 * @param registry the watch registry
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
			.orElseThrow(() -> new IllegalStateException("the watch is closed"));
		switch (action.toLowerCase(Locale.ROOT)) {
			case "pause" -> watch.pause();
			case "resume" -> watch.resume();
			case "resync" -> watch.resync();
			default -> throw new IllegalArgumentException("the actions are pause, resume and resync");
		}
	}

	/**
	 * State of a watch.
	 *
	 * @param id the id of the watch
	 * @param path the watched path
	 * @param kind the kind of watch
	 * @param target the method or callback that is called
	 * @param state the state
	 * @param deliveries the number of delivered states
	 * @param errors the number of errors
	 * @param conflated the number of states that were replaced before their delivery
	 * @param lastDelivered the last delivery
	 * @param lastError the last error
	 */
	public record WatchDescriptor(String id, String path, ZkWatch.Kind kind, String target, State state,
			long deliveries, long errors, long conflated, @Nullable DeliveryDescriptor lastDelivered,
			WatchStatistics.@Nullable Failure lastError) implements OperationResponseBody {

		static WatchDescriptor of(ZkWatch watch) {
			WatchStatistics statistics = watch.statistics();
			return new WatchDescriptor(watch.id(), watch.path(), watch.kind(), watch.target(), State.of(watch),
					statistics.deliveries(), statistics.errors(), statistics.conflated(),
					statistics.lastDelivered().map(DeliveryDescriptor::of).orElse(null),
					statistics.lastError().orElse(null));
		}

		/**
		 * States of a watch. The first that applies is reported.
		 */
		public enum State {

			/**
			 * The watch is closed.
			 */
			CLOSED,

			/**
			 * The watch is paused.
			 */
			PAUSED,

			/**
			 * The last event was an error.
			 */
			FAILING,

			/**
			 * The server may have a newer state than the last delivered one.
			 */
			STALE,

			/**
			 * The last delivered state is the state on the server.
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
		 * Delivered state.
		 *
		 * @param zxid the zxid of its last change, {@code null} for a znode that does not
		 * exist
		 * @param version the version of the data or of the list of children, {@code null}
		 * for a znode that does not exist
		 * @param at the time
		 */
		public record DeliveryDescriptor(@Nullable String zxid, @Nullable Integer version, Instant at) {

			static DeliveryDescriptor of(WatchStatistics.Delivery delivery) {
				return new DeliveryDescriptor((delivery.zxid() >= 0) ? ZkEndpoint.hex(delivery.zxid()) : null,
						(delivery.version() >= 0) ? delivery.version() : null, delivery.at());
			}

		}

	}

}
