package io.github.zkspring.mirror;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChildrenData} and {@link Names}.
 */
class ChildrenDataTests {

	private static final Names NAMES = Names.sorted(List.of("b", "a", "ab", "", "ä"));

	private final ZnodeSnapshot one = znode(1);

	private final ZnodeSnapshot two = znode(2);

	@Test
	void sortsNamesAndFindsThem() {
		assertThat(NAMES).containsExactly("", "a", "ab", "b", "ä").isEqualTo(List.of("", "a", "ab", "b", "ä"));
		assertThat(NAMES).hasSameHashCodeAs(List.of("", "a", "ab", "b", "ä"))
			.isEqualTo(Names.sorted(List.of("ä", "b", "ab", "a", "")))
			.isNotEqualTo(Names.sorted(List.of("", "a", "a", "bb", "ä")));
		assertThat(NAMES.indexOf("ab")).isEqualTo(2);
		assertThat(NAMES.indexOf("aa")).isNegative();
		assertThat(NAMES.contains("c")).isFalse();
		assertThat(NAMES.contains(1)).isFalse();
		assertThat(Names.sorted(List.of()).indexOf("a")).isNegative();
		assertThat(NAMES.isAt(4, "ä")).isTrue();
		assertThat(NAMES.isAt(5, "ä")).isFalse();
	}

	@Test
	void findsDataInAnyOrder() {
		ChildrenData data = data(this.one, null, this.two, this.one, this.two);
		assertThat(data.get("")).isSameAs(this.one);
		assertThat(data.get("a")).isNull();
		assertThat(data.get("ab")).isSameAs(this.two);
		assertThat(data.get("ä")).isSameAs(this.two);
		assertThat(data.get("ä")).isSameAs(this.two);
		assertThat(data.get("b")).isSameAs(this.one);
		assertThat(data.get("c")).isNull();
		assertThat(data.containsKey("a")).isFalse();
	}

	@Test
	void leavesOutWhatWasNotRead() {
		ChildrenData data = data(null, this.one, null, this.two, null);
		Map<String, ZnodeSnapshot> visited = new HashMap<>();
		data.forEach(visited::put);
		assertThat(visited).isEqualTo(Map.of("a", this.one, "b", this.two)).isEqualTo(data);
		assertThat(data.keySet()).containsExactly("a", "b");
		assertThat(data).hasSize(2);
	}

	@Test
	void comparesStatesOfTheSameNames() {
		ChildrenData data = data(this.one, null, this.two, null, null);
		assertThat(data.isSameState(data(znode(1), null, znode(2), null, null))).isTrue();
		assertThat(data.isSameState(data(znode(1), null, znode(3), null, null))).isFalse();
		assertThat(data.isSameState(data(znode(1), null, null, null, null))).isFalse();
		assertThat(data.isSameState(data(znode(1), znode(1), znode(2), null, null))).isFalse();
		ChildrenData others = new ChildrenData(Names.sorted(List.of("", "a", "ac", "b", "ä")),
				new ZnodeSnapshot[] { this.one, null, this.two, null, null });
		assertThat(data.isSameState(others)).isFalse();
	}

	private static ChildrenData data(@Nullable ZnodeSnapshot... data) {
		return new ChildrenData(NAMES, data);
	}

	private static ZnodeSnapshot znode(long zxid) {
		Stat stat = new Stat();
		stat.setCzxid(1);
		stat.setMzxid(zxid);
		return ZnodeSnapshot.present("/znode", null, stat);
	}

}
