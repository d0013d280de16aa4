package io.github.zkspring.watch.delivery;

import java.nio.charset.StandardCharsets;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.ZnodeEvent;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ZnodeEvents}.
 */
class ZnodeEventsTests {

	private static final String PATH = "/config/vat";

	private final ZnodeEvents events = new ZnodeEvents(Znodes.payloads(Integer.class));

	private @Nullable ZnodeSnapshot previous;

	private @Nullable Object previousPayload;

	@Test
	void deliversCurrentStateFirst() {
		assertEvent(create(this.events, present("19", 1)), ZnodeEvent.Type.INITIAL, 19, null);
	}

	@Test
	void beginsWithEmptyState() {
		ZnodeEvent<Object> event = create(this.events, absent());
		assertEvent(event, ZnodeEvent.Type.INITIAL, null, null);
		assertThat(event.stat()).isNull();
		assertThat(event.path()).isEqualTo(PATH);
	}

	@Test
	void reportsCreationChangeAndDeletionWithPreviousPayload() {
		create(this.events, absent());
		assertEvent(create(this.events, present("19", 1)), ZnodeEvent.Type.CREATED, 19, null);
		assertEvent(create(this.events, present("20", 2)), ZnodeEvent.Type.CHANGED, 20, 19);
		assertEvent(create(this.events, absent()), ZnodeEvent.Type.DELETED, null, 20);
		assertEvent(create(this.events, present("21", 4)), ZnodeEvent.Type.CREATED, 21, null);
	}

	@Test
	void reportsRecreationAsOneChange() {
		create(this.events, present("19", 1));
		ZnodeEvent<Object> event = create(this.events, present("20", 5));
		assertEvent(event, ZnodeEvent.Type.CHANGED, 20, 19);
		assertThat(event.stat().getCzxid()).isEqualTo(5);
	}

	@Test
	void continuesFromLastGoodPayload() {
		create(this.events, present("19", 1));
		assertThatExceptionOfType(CodecException.class).isThrownBy(() -> create(this.events, present("?", 2)));
		assertEvent(create(this.events, present("20", 3)), ZnodeEvent.Type.CHANGED, 20, 19);
	}

	@Test
	void beginsWithFirstReadablePayload() {
		assertThatExceptionOfType(CodecException.class).isThrownBy(() -> create(this.events, present("?", 1)));
		assertEvent(create(this.events, present("19", 2)), ZnodeEvent.Type.INITIAL, 19, null);
	}

	@Test
	void readsNoPayloadWithoutPayloadType() {
		ZnodeEvents plain = new ZnodeEvents(null);
		assertEvent(create(plain, present("?", 1)), ZnodeEvent.Type.INITIAL, null, null);
		assertEvent(create(plain, absent()), ZnodeEvent.Type.DELETED, null, null);
	}

	@Test
	void readsZnodeWithoutDataAsEmptyPayload() {
		ZnodeEvents texts = new ZnodeEvents(Znodes.payloads(String.class));
		assertThat(create(texts, present("", 1)).payload()).isEqualTo("");
	}

	@Test
	void omitsPayloadFromText() {
		ZnodeEvents texts = new ZnodeEvents(Znodes.payloads(String.class));
		create(texts, present("hunter2", 1));
		assertThat(create(texts, present("hunter3", 2))).asString()
			.contains("CHANGED", PATH, "version 7")
			.doesNotContain("hunter");
	}

	private ZnodeEvent<Object> create(ZnodeEvents events, ZnodeSnapshot snapshot) {
		ZnodeEvent<Object> event = events
			.create(new PendingState.Change<>(snapshot, this.previous, this.previousPayload), (znode, ex) -> {
				throw new AssertionError(ex);
			});
		this.previous = snapshot;
		this.previousPayload = events.payload(event);
		return event;
	}

	private static void assertEvent(ZnodeEvent<Object> event, ZnodeEvent.Type type, @Nullable Object payload,
			@Nullable Object previous) {
		assertThat(event.type()).isEqualTo(type);
		assertThat(event.payload()).isEqualTo(payload);
		assertThat(event.previousPayload()).isEqualTo(previous);
	}

	private static ZnodeSnapshot present(String text, long zxid) {
		Stat stat = new Stat();
		stat.setCzxid(zxid);
		stat.setMzxid(zxid);
		stat.setVersion(7);
		return new ZnodeSnapshot(PATH, text.getBytes(StandardCharsets.UTF_8), stat);
	}

	private static ZnodeSnapshot absent() {
		return new ZnodeSnapshot(PATH, null, null);
	}

}
