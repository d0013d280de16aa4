package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.WatchDelivery;
import io.github.zkspring.watch.delivery.WatchInvoker.DeliveredChange;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeliveredChange}.
 */
class DeliveredChangeTests {

	@Test
	void countsNoChangeForFirstState() {
		assertThat(DeliveredChange.of(znode(stat(1, 7)), null)).isEqualTo(DeliveredChange.UNKNOWN);
	}

	@Test
	void countsTheVersionsBetweenTwoStates() {
		assertThat(changes(stat(1, 2), stat(1, 3))).isEqualTo(1);
		assertThat(changes(stat(1, 2), stat(1, 7))).isEqualTo(5);
	}

	@Test
	void countsDeletionAndCreation() {
		assertThat(changes(stat(1, 2), null)).isEqualTo(1);
		assertThat(changes(null, stat(5, 0))).isEqualTo(1);
		assertThat(changes(stat(1, 2), stat(5, 0))).isEqualTo(2);
	}

	@Test
	void countsChangesOfTheListOfChildren() {
		Stat before = stat(1, 0);
		before.setCversion(3);
		Stat now = stat(1, 0);
		now.setCversion(7);
		DeliveredChange change = DeliveredChange.of(new ChildrenSnapshot("/a", List.of("x"), now, Map.of()),
				new ChildrenSnapshot("/a", List.of("y"), before, Map.of()));
		assertThat(change).isEqualTo(new DeliveredChange(0, 4));
	}

	@Test
	void sumsChangesOfChildrenAndUsesNewestTime() {
		Map<String, ZnodeSnapshot> before = Map.of("changed", znode(stat(1, 1)), "same", znode(stat(2, 5)), "gone",
				znode(stat(3, 0)));
		Map<String, ZnodeSnapshot> now = Map.of("changed", znode(stat(1, 3)), "same", znode(stat(2, 5)), "new",
				znode(stat(4, 0)));
		DeliveredChange change = DeliveredChange.of(children(now), children(before));
		assertThat(change.changes()).isEqualTo(4);
		assertThat(change.modified()).isEqualTo(1_003);
	}

	@Test
	void reportsLagAndConflatedChanges() {
		WatchDelivery delivery = new DeliveredChange(5_000, 3).toDelivery(4_000, 5_250, false);
		assertThat(delivery.sinceChange()).isEqualTo(Duration.ofMillis(250));
		assertThat(delivery.conflated()).isEqualTo(2);
		WatchDelivery unknown = DeliveredChange.UNKNOWN.toDelivery(4_000, 5_250, true);
		assertThat(unknown.sinceChange()).isNull();
		assertThat(unknown.conflated()).isZero();
		assertThat(unknown.failed()).isTrue();
	}

	@Test
	void reportsNoNegativeLagWhenServerClockIsAhead() {
		assertThat(new DeliveredChange(5_000, 1).toDelivery(1, 4_000, false).sinceChange()).isEqualTo(Duration.ZERO);
	}

	private static long changes(@Nullable Stat before, @Nullable Stat now) {
		return DeliveredChange.of(znode(now), znode(before)).changes();
	}

	private static ZnodeSnapshot znode(@Nullable Stat stat) {
		return new ZnodeSnapshot("/a", null, stat);
	}

	private static ChildrenSnapshot children(Map<String, ZnodeSnapshot> data) {
		return new ChildrenSnapshot("/a", List.copyOf(data.keySet()), stat(1, 0), data);
	}

	private static Stat stat(long czxid, int version) {
		Stat stat = new Stat();
		stat.setCzxid(czxid);
		stat.setVersion(version);
		stat.setMtime(1_000 + version);
		return stat;
	}

}
