package io.github.zkspring.endpoint;

import java.util.List;
import java.util.Locale;

import io.github.zkspring.watch.ZkWatch;
import io.github.zkspring.watch.ZkWatchRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;

/**
 * The part {@code watches}. Watches can be paused, resumed, and told to read again.
 *
 * @since 0.1.0
 */
@RegisterReflectionForBinding(WatchDescriptor.class)
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

}
