package io.github.zkspring.watch;

import io.github.zkspring.mirror.ZnodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events of a {@link ZkDataWatch}. An unreadable payload throws and changes
 * nothing here, so the next event leads on from the last good one.
 */
class ZnodeEvents implements EventFactory<ZnodeSnapshot, ZnodeEvent<Object>> {

	private final WatchArguments.@Nullable Payload payload;

	private @Nullable ZnodeEvent<Object> last;

	ZnodeEvents(WatchArguments.@Nullable Payload payload) {
		this.payload = payload;
	}

	@Override
	public ZnodeEvent<Object> create(ZnodeSnapshot snapshot) {
		ZnodeEvent<Object> previous = this.last;
		ZnodeEvent<Object> next = new ZnodeEvent<>(type(previous, snapshot), snapshot.path(), decode(snapshot),
				(previous != null) ? previous.payload() : null, snapshot.stat());
		this.last = next;
		return next;
	}

	private @Nullable Object decode(ZnodeSnapshot snapshot) {
		byte[] data = snapshot.data();
		return (data != null && this.payload != null) ? this.payload.decode(data) : null;
	}

	private static ZnodeEvent.Type type(@Nullable ZnodeEvent<Object> previous, ZnodeSnapshot snapshot) {
		if (previous == null) {
			return ZnodeEvent.Type.INITIAL;
		}
		if (snapshot.stat() == null) {
			return ZnodeEvent.Type.DELETED;
		}
		return (previous.stat() == null) ? ZnodeEvent.Type.CREATED : ZnodeEvent.Type.CHANGED;
	}

}
