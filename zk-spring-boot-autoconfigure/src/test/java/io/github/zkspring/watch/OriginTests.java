package io.github.zkspring.watch;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Origin}.
 */
class OriginTests {

	@Test
	void firstStateHasNoOrigin() {
		assertThat(Origin.of(znode(stat(1, 7)), null, 99)).isEqualTo(Origin.UNKNOWN);
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
		Origin origin = Origin.of(new ChildrenSnapshot("/a", List.of("x"), now, Map.of()),
				new ChildrenSnapshot("/a", List.of("y"), before, Map.of()), 99);
		assertThat(origin).isEqualTo(new Origin(99, 0, 4));
	}

	@Test
	void addsUpTheChangesOfChildrenAndTakesTheNewest() {
		Map<String, ZnodeSnapshot> before = Map.of("changed", znode(stat(1, 1)), "same", znode(stat(2, 5)), "gone",
				znode(stat(3, 0)));
		Map<String, ZnodeSnapshot> now = Map.of("changed", znode(stat(1, 3)), "same", znode(stat(2, 5)), "new",
				znode(stat(4, 0)));
		Origin origin = Origin.of(children(now), children(before), 0);
		assertThat(origin.changes()).isEqualTo(4);
		assertThat(origin.modified()).isEqualTo(1_003);
	}

	@Test
	void tellsLagsAndConflatedChanges() {
		WatchDelivery delivery = new Origin(1_000, 5_000, 3).delivered(4_000, 5_250, false);
		assertThat(delivery.sinceChange()).isEqualTo(Duration.ofMillis(250));
		assertThat(delivery.sinceNotification()).isEqualTo(Duration.ofNanos(3_000));
		assertThat(delivery.conflated()).isEqualTo(2);
		WatchDelivery unknown = Origin.UNKNOWN.delivered(4_000, 5_250, true);
		assertThat(unknown.sinceChange()).isNull();
		assertThat(unknown.sinceNotification()).isNull();
		assertThat(unknown.conflated()).isZero();
		assertThat(unknown.failed()).isTrue();
	}

	@Test
	void clockOfTheServerMayBeAhead() {
		assertThat(new Origin(0, 5_000, 1).delivered(1, 4_000, false).sinceChange()).isEqualTo(Duration.ZERO);
	}

	private static long changes(@Nullable Stat before, @Nullable Stat now) {
		return Origin.of(znode(now), znode(before), 0).changes();
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
