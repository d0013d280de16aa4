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
 * Tests for {@link QueuePosition}.
 */
class QueuePositionTests {

	private static final List<String> FOREIGN = List.of("readme", "lock-0000000000", "_c_1-latch-0000000001", "x-c-",
			"x-c-abc", "x-c-00000x", "-c", "c-0000000000", "x-c-99999999999999999999");

	@Test
	void admitsFirstContender() {
		QueuePosition position = position(List.of("b-c-0000000007", "a-c-0000000009"), "b-c-0000000007",
				AdmissionPolicy.exclusive());
		assertThat(position).returns(true, QueuePosition::isAdmitted)
			.returns(true, QueuePosition::isAdmittedOrNext)
			.returns(List.of(), QueuePosition::blockers);
	}

	@Test
	void exclusiveContenderWaitsForContenderDirectlyAhead() {
		List<String> children = List.of("a-c-0000000012", "c-s-0000000003", "b-c-0000000007");
		assertThat(position(children, "a-c-0000000012", AdmissionPolicy.exclusive()))
			.returns(false, QueuePosition::isAdmitted)
			.returns(false, QueuePosition::isAdmittedOrNext)
			.returns(List.of("b-c-0000000007"), QueuePosition::blockers);
		assertThat(position(children, "b-c-0000000007", AdmissionPolicy.exclusive()))
			.returns(false, QueuePosition::isAdmitted)
			.returns(true, QueuePosition::isAdmittedOrNext)
			.returns(List.of("c-s-0000000003"), QueuePosition::blockers);
	}

	@Test
	void sharedContenderWaitsForLastExclusiveContenderAhead() {
		List<String> children = List.of("a-s-0000000001", "b-c-0000000002", "c-s-0000000003", "d-c-0000000004",
				"e-s-0000000005", "f-s-0000000006", "g-c-0000000007");
		assertThat(position(children, "a-s-0000000001", AdmissionPolicy.shared()).isAdmitted()).isTrue();
		assertThat(position(children, "c-s-0000000003", AdmissionPolicy.shared()).blockers())
			.containsExactly("b-c-0000000002");
		assertThat(position(children, "f-s-0000000006", AdmissionPolicy.shared()))
			.returns(false, QueuePosition::isAdmitted)
			.returns(false, QueuePosition::isAdmittedOrNext)
			.returns(List.of("d-c-0000000004"), QueuePosition::blockers);
		assertThat(position(children.subList(3, 7), "f-s-0000000006", AdmissionPolicy.shared()).isAdmittedOrNext())
			.isTrue();
		assertThat(position(children.subList(4, 7), "f-s-0000000006", AdmissionPolicy.shared()).isAdmitted()).isTrue();
		assertThat(position(children.subList(4, 7), "g-c-0000000007", AdmissionPolicy.exclusive()))
			.returns(false, QueuePosition::isAdmitted)
			.returns(false, QueuePosition::isAdmittedOrNext)
			.returns(List.of("f-s-0000000006"), QueuePosition::blockers);
	}

	@Test
	void admitsAsManyContendersAsThereArePermits() {
		List<String> children = List.of("a-c-0000000001", "b-c-0000000002", "c-c-0000000003", "d-c-0000000004");
		assertThat(position(children, "b-c-0000000002", AdmissionPolicy.permits(2)).isAdmitted()).isTrue();
		assertThat(position(children, "c-c-0000000003", AdmissionPolicy.permits(2)))
			.returns(false, QueuePosition::isAdmitted)
			.returns(true, QueuePosition::isAdmittedOrNext)
			.returns(List.of("a-c-0000000001", "b-c-0000000002"), QueuePosition::blockers);
		assertThat(position(children, "d-c-0000000004", AdmissionPolicy.permits(2)))
			.returns(false, QueuePosition::isAdmittedOrNext)
			.returns(List.of("b-c-0000000002", "c-c-0000000003"), QueuePosition::blockers);
		assertThat(position(children, "d-c-0000000004", AdmissionPolicy.permits(4)).isAdmitted()).isTrue();
	}

	@Test
	void rejectsPolicyWithoutPermits() {
		assertThatIllegalArgumentException().isThrownBy(() -> AdmissionPolicy.permits(0));
	}

	@Test
	void deletedContenderHasNoPosition() {
		assertThat(QueuePosition.of(List.of("a-c-0000000012"), "b-c-0000000007", AdmissionPolicy.exclusive())).isNull();
		assertThat(QueuePosition.of(List.of(), "b-c-0000000007", AdmissionPolicy.shared())).isNull();
	}

	@Test
	void returnsIdsOfAdmittedContendersAsHolders() {
		List<String> children = List.of("d-s-0000000004", "a-s-0000000001", "b-s-0000000002", "c-c-0000000003");
		assertThat(Contenders.holders(children, AdmissionPolicy.exclusive())).containsExactly("a-s-0000000001",
				"b-s-0000000002");
		assertThat(Contenders.holders(List.of("b-c-0000000002", "c-s-0000000003"), AdmissionPolicy.shared()))
			.containsExactly("b-c-0000000002");
		assertThat(Contenders.holders(List.of("c-c-3", "b-c-2", "a-c-1"), AdmissionPolicy.permits(2)))
			.containsExactly("a-c-1", "b-c-2");
		assertThat(Contenders.holders(List.of("readme"), AdmissionPolicy.exclusive())).isEmpty();
	}

	@Test
	void ordersBySequenceNumber() {
		assertThat(QueuePosition.inOrder(List.of("a-c-0000000010", "z-c-0000000002", "m-c-2147483647")))
			.containsExactly("z-c-0000000002", "a-c-0000000010", "m-c-2147483647");
	}

	@Test
	void readsLastMarkOfName() {
		assertThat(QueuePosition.inOrder(List.of("x-c-1-c-0000000005", "y-c-0000000003")))
			.containsExactly("y-c-0000000003", "x-c-1-c-0000000005");
	}

	@ParameterizedTest
	@ValueSource(strings = { "readme", "lock-0000000000", "x-c-", "x-c-abc", "-c", "", "x-c-99999999999999999999" })
	void ignoresForeignNames(String name) {
		assertThat(QueuePosition.inOrder(List.of(name))).isEmpty();
		assertThat(QueuePosition.of(List.of(name), name, AdmissionPolicy.exclusive())).isNull();
	}

	@RepeatedTest(50)
	void blockersFormOneChain(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		List<String> contenders = contenders(random);
		List<String> children = new ArrayList<>(contenders);
		children.addAll(FOREIGN);
		Collections.shuffle(children, random);
		List<QueuePosition> positions = contenders.stream()
			.map((name) -> position(children, name, AdmissionPolicy.exclusive()))
			.toList();
		assertThat(positions).filteredOn(QueuePosition::isAdmitted).hasSize(1);
		assertThat(positions).filteredOn(QueuePosition::isAdmittedOrNext).hasSize(Math.min(2, contenders.size()));
		assertThat(positions).extracting((position) -> position.ahead().size()).doesNotHaveDuplicates();
		assertThat(chain(children)).containsExactlyInAnyOrderElementsOf(contenders);
	}

	@RepeatedTest(20)
	void orderDoesNotDependOnOrderOfListing(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		List<String> children = contenders(random);
		List<String> queue = QueuePosition.inOrder(children);
		Collections.shuffle(children, random);
		assertThat(QueuePosition.inOrder(children)).isEqualTo(queue);
	}

	private static QueuePosition position(List<String> children, String name, AdmissionPolicy admission) {
		QueuePosition position = QueuePosition.of(children, name, admission);
		assertThat(position).isNotNull();
		return position;
	}

	// from the last contender to the first
	private static List<String> chain(List<String> children) {
		List<String> queue = QueuePosition.inOrder(children);
		List<String> chain = new ArrayList<>();
		String name = queue.get(queue.size() - 1);
		while (name != null) {
			chain.add(name);
			List<String> blockers = position(children, name, AdmissionPolicy.exclusive()).blockers();
			name = (blockers.isEmpty()) ? null : blockers.get(0);
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
