package io.github.zkspring.watch;

import io.github.zkspring.mirror.ZnodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events of a single znode. An unreadable payload throws, so the next event
 * leads on from the last good one.
 */
class ZnodeEvents implements EventFactory<ZnodeSnapshot, ZnodeEvent<Object>> {

	private final WatchArguments.@Nullable Payload payload;

	ZnodeEvents(WatchArguments.@Nullable Payload payload) {
		this.payload = payload;
	}

	@Override
	public ZnodeEvent<Object> create(ZnodeSnapshot snapshot, Before<ZnodeSnapshot> before, Unreadable unreadable) {
		return new ZnodeEvent<>(type(before.snapshot(), snapshot), snapshot.path(), decode(snapshot), before.memory(),
				snapshot.stat());
	}

	@Override
	public @Nullable Object memory(ZnodeEvent<Object> event) {
		return event.payload();
	}

	private @Nullable Object decode(ZnodeSnapshot snapshot) {
		byte[] data = snapshot.data();
		return (data != null && this.payload != null) ? this.payload.decode(data) : null;
	}

	private static ZnodeEvent.Type type(@Nullable ZnodeSnapshot previous, ZnodeSnapshot snapshot) {
		if (previous == null) {
			return ZnodeEvent.Type.INITIAL;
		}
		if (snapshot.stat() == null) {
			return ZnodeEvent.Type.DELETED;
		}
		return (previous.stat() == null) ? ZnodeEvent.Type.CREATED : ZnodeEvent.Type.CHANGED;
	}

}
