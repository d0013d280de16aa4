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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Turn}.
 */
class TurnTests {

	private static final List<String> FOREIGN = List.of("readme", "lock-0000000000", "_c_1-latch-0000000001", "x-c-",
			"x-c-abc", "x-c-00000x", "-c", "c-0000000000", "x-c-99999999999999999999");

	@Test
	void firstOfTheQueueWaitsForNobody() {
		Turn turn = turn(List.of("b-c-0000000007", "a-c-0000000009"), "b-c-0000000007", Admission.exclusive());
		assertThat(turn).returns(true, Turn::hasCome).returns(true, Turn::isNear).returns(List.of(), Turn::awaited);
	}

	@Test
	void exclusiveOnesWaitForTheOneRightBefore() {
		List<String> children = List.of("a-c-0000000012", "c-s-0000000003", "b-c-0000000007");
		assertThat(turn(children, "a-c-0000000012", Admission.exclusive())).returns(false, Turn::hasCome)
			.returns(false, Turn::isNear)
			.returns(List.of("b-c-0000000007"), Turn::awaited);
		assertThat(turn(children, "b-c-0000000007", Admission.exclusive())).returns(false, Turn::hasCome)
			.returns(true, Turn::isNear)
			.returns(List.of("c-s-0000000003"), Turn::awaited);
	}

	@Test
	void sharedOnesWaitForTheLastExclusiveOneBefore() {
		List<String> children = List.of("a-s-0000000001", "b-c-0000000002", "c-s-0000000003", "d-c-0000000004",
				"e-s-0000000005", "f-s-0000000006", "g-c-0000000007");
		assertThat(turn(children, "a-s-0000000001", Admission.shared()).hasCome()).isTrue();
		assertThat(turn(children, "c-s-0000000003", Admission.shared()).awaited()).containsExactly("b-c-0000000002");
		assertThat(turn(children, "f-s-0000000006", Admission.shared())).returns(false, Turn::hasCome)
			.returns(false, Turn::isNear)
			.returns(List.of("d-c-0000000004"), Turn::awaited);
		assertThat(turn(children.subList(3, 7), "f-s-0000000006", Admission.shared()).isNear()).isTrue();
		assertThat(turn(children.subList(4, 7), "f-s-0000000006", Admission.shared()).hasCome()).isTrue();
		assertThat(turn(children.subList(4, 7), "g-c-0000000007", Admission.exclusive())).returns(false, Turn::hasCome)
			.returns(true, Turn::isNear)
			.returns(List.of("f-s-0000000006"), Turn::awaited);
	}

	@Test
	void permitsAreForTheFirstOnes() {
		List<String> children = List.of("a-c-0000000001", "b-c-0000000002", "c-c-0000000003", "d-c-0000000004");
		assertThat(turn(children, "b-c-0000000002", Admission.permits(2)).hasCome()).isTrue();
		assertThat(turn(children, "c-c-0000000003", Admission.permits(2))).returns(false, Turn::hasCome)
			.returns(true, Turn::isNear)
			.returns(List.of("a-c-0000000001", "b-c-0000000002"), Turn::awaited);
		assertThat(turn(children, "d-c-0000000004", Admission.permits(2))).returns(false, Turn::isNear)
			.returns(List.of("b-c-0000000002", "c-c-0000000003"), Turn::awaited);
		assertThat(turn(children, "d-c-0000000004", Admission.permits(4)).hasCome()).isTrue();
	}

	@Test
	void thereIsAtLeastOnePermit() {
		assertThatIllegalArgumentException().isThrownBy(() -> Admission.permits(0));
	}

	@Test
	void contenderThatIsGoneHasNoTurn() {
		assertThat(Turn.of(List.of("a-c-0000000012"), "b-c-0000000007", Admission.exclusive())).isNull();
		assertThat(Turn.of(List.of(), "b-c-0000000007", Admission.shared())).isNull();
	}

	@Test
	void holdersAreThoseWhoseTurnItIs() {
		List<String> children = List.of("d-s-0000000004", "a-s-0000000001", "b-s-0000000002", "c-c-0000000003");
		assertThat(Contenders.holders(children, Admission.exclusive())).containsExactly("a-s-0000000001",
				"b-s-0000000002");
		assertThat(Contenders.holders(List.of("b-c-0000000002", "c-s-0000000003"), Admission.shared()))
			.containsExactly("b-c-0000000002");
		assertThat(Contenders.holders(List.of("c-c-3", "b-c-2", "a-c-1"), Admission.permits(2)))
			.containsExactly("a-c-1", "b-c-2");
		assertThat(Contenders.holders(List.of("readme"), Admission.exclusive())).isEmpty();
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
		assertThat(Turn.of(List.of(name), name, Admission.exclusive())).isNull();
	}

	@RepeatedTest(50)
	void putsAnyContendersIntoOneChain(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		List<String> contenders = contenders(random);
		List<String> children = new ArrayList<>(contenders);
		children.addAll(FOREIGN);
		Collections.shuffle(children, random);
		List<Turn> turns = contenders.stream().map((name) -> turn(children, name, Admission.exclusive())).toList();
		assertThat(turns).filteredOn(Turn::hasCome).hasSize(1);
		assertThat(turns).filteredOn(Turn::isNear).hasSize(Math.min(2, contenders.size()));
		assertThat(turns).extracting((turn) -> turn.ahead().size()).doesNotHaveDuplicates();
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

	private static Turn turn(List<String> children, String own, Admission admission) {
		Turn turn = Turn.of(children, own, admission);
		assertThat(turn).isNotNull();
		return turn;
	}

	// from the last one of the queue to the first
	private static List<String> chain(List<String> children) {
		List<String> queue = Turn.queue(children);
		List<String> chain = new ArrayList<>();
		String name = queue.get(queue.size() - 1);
		while (name != null) {
			chain.add(name);
			List<String> awaited = turn(children, name, Admission.exclusive()).awaited();
			name = (awaited.isEmpty()) ? null : awaited.get(0);
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
