package io.github.zkspring.mirror;

import java.util.List;
import java.util.Map;

import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChildrenSnapshot}.
 */
class ChildrenSnapshotTests {

	private final ChildrenSnapshot names = ChildrenSnapshot.present("/parent", List.of("b", "a", "ab"), stat(1, 5));

	@Test
	void sortsNames() {
		assertThat(this.names.names()).containsExactly("a", "ab", "b");
	}

	@Test
	void isSameStateAfterSameChangeOfChildren() {
		assertThat(this.names.isSameState(this.names.withStat(stat(1, 5)))).isTrue();
		assertThat(this.names.isSameState(this.names.withStat(stat(1, 6)))).isFalse();
		assertThat(this.names.isSameState(this.names.withStat(stat(2, 5)))).isFalse();
		assertThat(this.names.isSameState(ChildrenSnapshot.absent("/parent"))).isFalse();
		assertThat(ChildrenSnapshot.absent("/parent").isSameState(ChildrenSnapshot.absent("/parent"))).isTrue();
	}

	@Test
	void isOtherStateWhenWipedEnsembleRepeatsTransactions() {
		Stat later = stat(1, 5);
		later.setCtime(1000);
		assertThat(this.names.isSameState(this.names.withStat(later))).isFalse();
		assertThat(this.names.isSameState(ChildrenSnapshot.present("/parent", List.of("a", "b", "c"), stat(1, 5))))
			.isFalse();
		ZnodeSnapshot before = znode(7);
		Stat rewritten = znode(7).stat();
		assertThat(rewritten).isNotNull();
		assertThat(before.isState(rewritten)).isTrue();
		rewritten.setMtime(1000);
		assertThat(before.isState(rewritten)).isFalse();
	}

	@Test
	void comparesDataByName() {
		ChildrenSnapshot data = this.names.withData(Map.of("a", znode(7), "b", znode(8)));
		assertThat(data.isSameState(this.names.withData(Map.of("a", znode(7), "b", znode(8))))).isTrue();
		assertThat(data.isSameState(this.names.withData(Map.of("a", znode(7), "b", znode(9))))).isFalse();
		assertThat(data.isSameState(this.names.withData(Map.of("a", znode(7), "ab", znode(8))))).isFalse();
		assertThat(data.isSameState(this.names.withData(Map.of("a", znode(7))))).isFalse();
		assertThat(data.zxid()).isEqualTo(8);
	}

	private static ZnodeSnapshot znode(long mzxid) {
		Stat stat = new Stat();
		stat.setCzxid(1);
		stat.setMzxid(mzxid);
		return ZnodeSnapshot.present("/parent/child", null, stat);
	}

	private static Stat stat(long czxid, long pzxid) {
		Stat stat = new Stat();
		stat.setCzxid(czxid);
		stat.setPzxid(pzxid);
		return stat;
	}

}
