package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StateIndex}.
 */
class StateIndexTests {

	private final StateIndex<DataState> index = new StateIndex<>();

	@Test
	void findsAndOrdersStatesAsASortedMapDoes() {
		Random random = new Random(7);
		TreeMap<String, DataState> expected = new TreeMap<>();
		for (int round = 0; round < 20_000; round++) {
			DataState state = new DataState(path(random));
			if (random.nextInt(5) < 3) {
				expected.put(state.path(), state);
				this.index.add(state);
			}
			else {
				DataState known = expected.remove(state.path());
				this.index.remove((known != null) ? known : state);
			}
			String sought = path(random);
			assertThat(this.index.get(sought)).isSameAs(expected.get(sought));
			if (round % 100 == 0) {
				assertThat(this.index.all()).containsExactlyElementsOf(expected.values());
				assertThat(this.index.within(sought)).containsExactlyElementsOf(within(expected, sought));
			}
		}
		List.copyOf(expected.values()).forEach(this.index::remove);
		assertThat(this.index.isEmpty()).isTrue();
		assertThat(this.index.get("/a")).isNull();
		assertThat(this.index.within("/a")).isEmpty();
	}

	@Test
	void keepsManyThatComeInOrder() {
		List<DataState> states = IntStream.range(10_000, 12_000)
			.mapToObj((number) -> new DataState("/many/n" + number))
			.toList();
		states.forEach(this.index::add);
		assertThat(this.index.within("/many")).containsExactlyElementsOf(states);
		assertThat(this.index.within("/man")).isEmpty();
		assertThat(this.index.within("/")).hasSize(2000);
		assertThat(states).allSatisfy((state) -> assertThat(this.index.get(state.path())).isSameAs(state));
	}

	@Test
	void removesNoOtherStateOfThePath() {
		DataState first = new DataState("/a");
		DataState second = new DataState("/a");
		this.index.add(first);
		this.index.add(second);
		this.index.remove(first);
		assertThat(this.index.all()).containsExactly(second);
	}

	private static String path(Random random) {
		StringBuilder path = new StringBuilder();
		for (int depth = random.nextInt(3); depth >= 0; depth--) {
			path.append('/');
			for (int letters = random.nextInt(2); letters >= 0; letters--) {
				path.append("-.0az".charAt(random.nextInt(5)));
			}
		}
		return path.toString();
	}

	private static List<DataState> within(TreeMap<String, DataState> states, String root) {
		List<DataState> within = new ArrayList<>();
		if (states.containsKey(root)) {
			within.add(states.get(root));
		}
		within.addAll(states.subMap(root + "/", root + "0").values());
		return within;
	}

}
