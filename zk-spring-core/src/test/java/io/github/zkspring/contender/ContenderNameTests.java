package io.github.zkspring.contender;

import java.util.List;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContenderName}.
 */
class ContenderNameTests {

	@ParameterizedTest
	@ValueSource(strings = { "app@host:1", "a/b", "-c-", "x-c-1", "-s-", "x-s-1", "..", "100%", "a+b c", "ü€" })
	void keepsTheIdOfTheContender(String id) {
		String name = ContenderName.prefix(id, UUID.randomUUID(), false) + "0000000007";
		assertThat(name).doesNotContain("/");
		assertThat(ContenderName.id(name)).isEqualTo(id);
		assertThat(ContenderName.sequence(name)).hasValue(7);
	}

	@ParameterizedTest
	@ValueSource(strings = { "app@host:1", "-c-", "-s-", "x-s-1" })
	void distinguishesSharedContenders(String id) {
		String exclusive = ContenderName.prefix(id, UUID.randomUUID(), false) + "0000000007";
		String shared = ContenderName.prefix(id, UUID.randomUUID(), true) + "0000000007";
		assertThat(ContenderName.isShared(exclusive)).isFalse();
		assertThat(ContenderName.isShared(shared)).isTrue();
		assertThat(ContenderName.id(shared)).isEqualTo(id);
		assertThat(ContenderName.sequence(shared)).hasValue(7);
		assertThat(ContenderName.isShared("readme")).isFalse();
	}

	@Test
	void returnsNameWhenItContainsNoId() {
		assertThat(Contenders.ids(List.of("short-c-0000000002", "%zz-01234567-89ab-cdef-0123-456789abcdef-c-1", "no")))
			.containsExactly("%zz", "short-c-0000000002");
	}

	@RepeatedTest(20)
	void returnsIdsInQueueOrder(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		List<Integer> numbers = random.ints(0, Integer.MAX_VALUE).distinct().limit(20).boxed().toList();
		List<String> names = numbers.stream()
			.map((number) -> "%s%010d"
				.formatted(ContenderName.prefix("id " + number, UUID.randomUUID(), random.nextBoolean()), number))
			.toList();
		assertThat(Contenders.ids(names))
			.containsExactlyElementsOf(numbers.stream().sorted().map((number) -> "id " + number).toList());
	}

}
