package io.github.zkspring.contender;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Turn}.
 */
class TurnTests {

	private static final List<String> FOREIGN = List.of("readme", "lock-0000000000", "_c_1-latch-0000000001", "x-c-",
			"x-c-abc", "x-c-00000x", "-c", "c-0000000000", "x-c-99999999999999999999");

	@Test
	void firstOfTheQueueHasNoPredecessor() {
		assertThat(Turn.of(List.of("b-c-0000000007", "a-c-0000000009"), "b-c-0000000007")).isEqualTo(new Turn(0, null));
	}

	@Test
	void othersHaveTheOneRightBefore() {
		List<String> children = List.of("a-c-0000000012", "c-c-0000000003", "b-c-0000000007");
		assertThat(Turn.of(children, "a-c-0000000012")).isEqualTo(new Turn(2, "b-c-0000000007"));
		assertThat(Turn.of(children, "b-c-0000000007")).isEqualTo(new Turn(1, "c-c-0000000003"));
	}

	@Test
	void contenderThatIsGoneHasNoTurn() {
		assertThat(Turn.of(List.of("a-c-0000000012"), "b-c-0000000007")).isEqualTo(new Turn(-1, null));
		assertThat(Turn.of(List.of(), "b-c-0000000007")).isEqualTo(new Turn(-1, null));
	}

	@Test
	void ordersByNumberAndNotByName() {
		assertThat(Turn.queue(List.of("a-c-0000000010", "z-c-0000000002", "m-c-2147483647")))
			.containsExactly("z-c-0000000002", "a-c-0000000010", "m-c-2147483647");
	}

	@Test
	void readsTheLastMarkOfTheName() {
		assertThat(Turn.queue(List.of("x-c-1-c-0000000005", "y-c-0000000003"))).containsExactly("y-c-0000000003",
				"x-c-1-c-0000000005");
	}

	@ParameterizedTest
	@ValueSource(strings = { "readme", "lock-0000000000", "x-c-", "x-c-abc", "-c", "", "x-c-99999999999999999999" })
	void ignoresForeignNames(String name) {
		assertThat(Turn.queue(List.of(name))).isEmpty();
		assertThat(Turn.of(List.of(name), name).position()).isEqualTo(-1);
	}

	@RepeatedTest(50)
	void putsAnyContendersIntoOneChain(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		List<String> contenders = contenders(random);
		List<String> children = new ArrayList<>(contenders);
		children.addAll(FOREIGN);
		Collections.shuffle(children, random);
		List<Turn> turns = contenders.stream().map((name) -> Turn.of(children, name)).toList();
		assertThat(turns).filteredOn((turn) -> turn.position() == 0)
			.hasSize(1)
			.allMatch((turn) -> turn.predecessor() == null);
		assertThat(turns).extracting(Turn::position).doesNotHaveDuplicates().doesNotContain(-1);
		assertThat(chain(children)).containsExactlyInAnyOrderElementsOf(contenders);
	}

	@RepeatedTest(20)
	void agreesWhateverTheOrderOfTheAnswer(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		List<String> children = contenders(random);
		List<String> queue = Turn.queue(children);
		Collections.shuffle(children, random);
		assertThat(Turn.queue(children)).isEqualTo(queue);
	}

	// from the last one of the queue to the first
	private static List<String> chain(List<String> children) {
		List<String> queue = Turn.queue(children);
		List<String> chain = new ArrayList<>();
		String name = queue.get(queue.size() - 1);
		while (name != null) {
			chain.add(name);
			name = Turn.of(children, name).predecessor();
		}
		return chain;
	}

	private static List<String> contenders(Random random) {
		Set<Integer> sequences = new HashSet<>();
		int size = 1 + random.nextInt(20);
		while (sequences.size() < size) {
			sequences.add(random.nextInt(Integer.MAX_VALUE));
		}
		List<String> names = new ArrayList<>();
		sequences.forEach((sequence) -> names
			.add("%s%s%010d".formatted(new UUID(random.nextLong(), random.nextLong()), ContenderName.MARK, sequence)));
		return names;
	}

}
