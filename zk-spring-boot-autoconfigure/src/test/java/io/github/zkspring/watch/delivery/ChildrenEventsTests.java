package io.github.zkspring.watch.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.ChildrenEvent;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ChildrenEvents}.
 */
class ChildrenEventsTests {

	private static final String PARENT = "/members";

	private final List<String> unreadable = new ArrayList<>();

	private final ChildrenEvents events = ChildrenEvents.ofChildren(Znodes.payloads(Integer.class), false);

	private @Nullable ChildrenSnapshot previous;

	private @Nullable Object previousPayload;

	@Test
	void deliversCurrentStateFirst() {
		ChildrenEvent<Object> event = create(child("b", "2", 2), child("a", "1", 1));
		assertThat(event.path()).isEqualTo(PARENT);
		assertThat(event.children()).containsExactly(Map.entry("a", 1), Map.entry("b", 2));
		assertDifference(event, List.of("a", "b"), List.of(), List.of());
		assertThat(event.stat()).isNotNull();
	}

	@Test
	void deliversNoChildrenForMissingParent() {
		ChildrenEvent<Object> event = create(this.events, new ChildrenSnapshot(PARENT, List.of(), null, Map.of()));
		assertThat(event.children()).isEmpty();
		assertThat(event.stat()).isNull();
		assertDifference(event, List.of(), List.of(), List.of());
	}

	@Test
	void reportsAddedRemovedAndUpdatedChildren() {
		create(child("a", "1", 1), child("b", "2", 2), child("c", "3", 3));
		ChildrenEvent<Object> event = create(child("b", "2", 2), child("c", "4", 4), child("d", "5", 5));
		assertThat(event.children()).containsExactly(Map.entry("b", 2), Map.entry("c", 4), Map.entry("d", 5));
		assertDifference(event, List.of("d"), List.of("a"), List.of("c"));
	}

	@Test
	void reportsRecreatedChildAsUpdated() {
		create(child("a", "1", 1));
		assertDifference(create(recreated("a", "1", 9)), List.of(), List.of(), List.of("a"));
	}

	@Test
	void keepsTheLastGoodValueOfUnreadableChild() {
		create(child("a", "1", 1), child("b", "2", 2));
		ChildrenEvent<Object> event = create(child("a", "?", 3), child("b", "4", 4));
		assertThat(event.children()).containsExactly(Map.entry("a", 1), Map.entry("b", 4));
		assertDifference(event, List.of(), List.of(), List.of("b"));
		assertThat(this.unreadable).containsExactly("/members/a");
	}

	@Test
	void reportsUnreadableChildOnceAndDeliversItsNextGoodValue() {
		create(child("a", "1", 1));
		create(child("a", "?", 2));
		create(child("a", "?", 2), child("b", "3", 3));
		assertThat(this.unreadable).containsExactly("/members/a");
		ChildrenEvent<Object> event = create(child("a", "4", 4), child("b", "3", 3));
		assertThat(event.children()).containsExactly(Map.entry("a", 4), Map.entry("b", 3));
		assertDifference(event, List.of(), List.of(), List.of("a"));
	}

	@Test
	void omitsUnreadableChildWithoutLastGoodValue() {
		assertThat(create(child("a", "?", 1), child("b", "2", 2)).children()).containsExactly(Map.entry("b", 2));
		ChildrenEvent<Object> event = create(child("a", "3", 3), child("b", "2", 2));
		assertThat(event.children()).containsExactly(Map.entry("a", 3), Map.entry("b", 2));
		assertDifference(event, List.of("a"), List.of(), List.of());
	}

	@Test
	void dropsValueOfRemovedChild() {
		create(child("a", "1", 1));
		create();
		ChildrenEvent<Object> event = create(child("a", "?", 3));
		assertThat(event.children()).isEmpty();
		assertDifference(event, List.of(), List.of(), List.of());
	}

	@Test
	void deliversNamesOnlyWithoutPayloadType() {
		ChildrenEvents names = names(false);
		create(names, names("a", "b"));
		ChildrenEvent<Object> event = create(names, names("b", "c"));
		assertThat(event.children()).containsOnlyKeys("b", "c").containsValues((Object) null);
		assertDifference(event, List.of("c"), List.of("a"), List.of());
	}

	@Test
	void comparesNamesOnlyWhenTargetUsesNamesOnly() {
		ChildrenSnapshot missing = new ChildrenSnapshot(PARENT, List.of(), null, Map.of());
		assertThat(names(false).isSame(names("a"), changed("a"))).isTrue();
		assertThat(names(false).isSame(names(), missing)).isTrue();
		assertThat(names(false).isSame(names("a"), names("b"))).isFalse();
	}

	@Test
	void comparesParentWhenTargetUsesStat() {
		assertThat(names(true).isSame(names("a"), changed("a"))).isFalse();
		assertThat(names(true).isSame(names("a"), names("a"))).isTrue();
		assertThat(this.events.isSame(names("a"), changed("a"))).isFalse();
	}

	@Test
	void cannotBeChanged() {
		ChildrenEvent<Object> event = create(child("a", "1", 1));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> event.children().put("x", 1));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> event.added().add("x"));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> event.removed().add("x"));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> event.updated().add("x"));
	}

	@Test
	void omitsPayloadsFromText() {
		ChildrenEvent<String> event = new ChildrenEvent<>(PARENT, Map.of("a", "hunter2"), Set.of("a"), Set.of(),
				Set.of(), null);
		assertThat(event).hasToString("ChildrenEvent[/members, 1 children, +1 -0 ~0]");
	}

	private ChildrenEvent<Object> create(ZnodeSnapshot... children) {
		Map<String, ZnodeSnapshot> data = new TreeMap<>();
		for (ZnodeSnapshot child : children) {
			data.put(child.path().substring(PARENT.length() + 1), child);
		}
		return create(this.events, new ChildrenSnapshot(PARENT, List.copyOf(data.keySet()), new Stat(), data));
	}

	private static void assertDifference(ChildrenEvent<Object> event, List<String> added, List<String> removed,
			List<String> updated) {
		assertThat(event.added()).containsExactlyElementsOf(added);
		assertThat(event.removed()).containsExactlyElementsOf(removed);
		assertThat(event.updated()).containsExactlyElementsOf(updated);
	}

	private ChildrenEvent<Object> create(ChildrenEvents events, ChildrenSnapshot snapshot) {
		ChildrenEvent<Object> event = events
			.create(new PendingState.Change<>(snapshot, this.previous, this.previousPayload), (child, ex) -> {
				assertThat(ex).hasNoCause();
				this.unreadable.add(child.path());
			});
		this.previous = snapshot;
		this.previousPayload = events.payload(event);
		return event;
	}

	private static ChildrenEvents names(boolean stat) {
		return ChildrenEvents.ofChildren(null, stat);
	}

	private static ChildrenSnapshot changed(String... names) {
		Stat stat = new Stat();
		stat.setPzxid(99);
		return new ChildrenSnapshot(PARENT, Arrays.asList(names), stat, Map.of());
	}

	private static ChildrenSnapshot names(String... names) {
		return new ChildrenSnapshot(PARENT, Arrays.asList(names), new Stat(), Map.of());
	}

	private static ZnodeSnapshot child(String name, String text, long mzxid) {
		return znode(name, text, 1, mzxid);
	}

	private static ZnodeSnapshot recreated(String name, String text, long zxid) {
		return znode(name, text, zxid, zxid);
	}

	private static ZnodeSnapshot znode(String name, String text, long czxid, long mzxid) {
		Stat stat = new Stat();
		stat.setCzxid(czxid);
		stat.setMzxid(mzxid);
		return new ZnodeSnapshot(PARENT + "/" + name, text.getBytes(StandardCharsets.UTF_8), stat);
	}

}
