package io.github.zkspring.watch.delivery;

import java.util.function.BiConsumer;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.codec.PayloadConverter;
import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.ZnodeEvent;
import org.jspecify.annotations.Nullable;

/**
 * Creates the events of a single znode. An unreadable payload throws, so that the next
 * event continues from the last readable state.
 */
class ZnodeEvents implements EventFactory<ZnodeSnapshot, ZnodeEvent<Object>> {

	private final @Nullable PayloadConverter payloads;

	/**
	 * Creates a factory.
	 * @param payloads decodes payloads, {@code null} if none are needed
	 */
	ZnodeEvents(@Nullable PayloadConverter payloads) {
		this.payloads = payloads;
	}

	@Override
	public ZnodeEvent<Object> create(PendingState.Change<ZnodeSnapshot> change,
			BiConsumer<ZnodeSnapshot, CodecException> unreadable) {
		ZnodeSnapshot znode = change.state();
		byte[] data = znode.data();
		Object payload = (data != null && this.payloads != null) ? this.payloads.decode(znode.path(), data) : null;
		return new ZnodeEvent<>(type(change.previous(), znode), znode.path(), payload, change.previousPayload(),
				znode.stat());
	}

	@Override
	public @Nullable Object payload(ZnodeEvent<Object> event) {
		return event.payload();
	}

	private static ZnodeEvent.Type type(@Nullable ZnodeSnapshot previous, ZnodeSnapshot znode) {
		if (previous == null) {
			return ZnodeEvent.Type.INITIAL;
		}
		if (znode.stat() == null) {
			return ZnodeEvent.Type.DELETED;
		}
		return (previous.stat() == null) ? ZnodeEvent.Type.CREATED : ZnodeEvent.Type.CHANGED;
	}

}
