package io.github.zkspring.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

import io.github.zkspring.faults.HistoryEntry.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Histories that are right, and histories that must not pass.
 */
class HistoryCheckerTests {

	@Test
	void acceptsAHandOver() {
		HistoryChecker history = check(execution("a", 1, 0, 5), execution("a", 1, 10, 15), execution("b", 2, 16, 20),
				execution("a", 3, 30, 40));
		assertThat(history.violations()).isEmpty();
		assertThat(history.overlap()).isZero();
	}

	@Test
	void acceptsExecutionsOfOneMemberAtTheSameTime() {
		assertThat(check(execution("a", 1, 0, 10), execution("a", 1, 5, 20)).violations()).isEmpty();
	}

	@Test
	void refusesTwoMembersAtTheSameTime() {
		HistoryChecker history = check(execution("a", 1, 0, 10), execution("b", 2, 10, 20));
		assertThat(history.violations()).singleElement().asString().contains("member=b", " began within ", "member=a");
	}

	@Test
	void refusesAShortExecutionWithinALongOne() {
		HistoryChecker history = check(execution("a", 1, 0, 100), execution("a", 1, 1, 2), execution("b", 2, 50, 51));
		assertThat(history.violations()).hasSize(1);
	}

	@Test
	void acceptsAnExecutionThatTheNemesisStopped() {
		assertThat(check(execution("a", 1, 0, 100), execution("b", 2, 50, 51), stopped("a", 10, 90)).violations())
			.isEmpty();
	}

	@Test
	void refusesAnExecutionWhenTheNemesisStoppedAnotherOne() {
		HistoryEntry first = execution("a", 1, 0, 100);
		HistoryEntry second = execution("b", 2, 50, 51);
		assertThat(check(first, second, stopped("b", 10, 90)).violations()).hasSize(1);
		assertThat(check(first, second, stopped("a", 60, 90)).violations()).hasSize(1);
		assertThat(check(execution("a", 1, 20, 100), second, stopped("a", 0, 10)).violations()).hasSize(1);
	}

	@Test
	void findsIncrementsOfStaleTokens() {
		HistoryEntry late = new HistoryEntry("a", 1, 30, 40, Kind.INCREMENT);
		assertThat(
				check(new HistoryEntry("a", 1, 0, 10, Kind.INCREMENT), new HistoryEntry("b", 2, 5, 20, Kind.INCREMENT),
						new HistoryEntry("a", 1, 15, 25, Kind.INCREMENT), late)
					.staleIncrements())
			.containsExactly(late);
	}

	@Test
	void refusesALeaderWhoComesBackWithItsOldToken() {
		HistoryChecker history = check(execution("a", 1, 0, 5), execution("b", 2, 10, 15), execution("a", 1, 20, 25));
		assertThat(history.violations()).singleElement().asString().contains(" began after ");
		assertThat(history.overlap()).isEqualTo(Duration.ofNanos(10));
	}

	@Test
	void refusesAHandOverWithTheSameToken() {
		assertThat(check(execution("a", 1, 0, 5), execution("b", 1, 10, 15)).violations()).hasSize(1);
	}

	@Test
	void refusesAHandOverWithALowerToken() {
		assertThat(check(execution("a", 2, 0, 5), execution("b", 1, 10, 15)).violations()).hasSize(1);
	}

	@Test
	void measuresTheLongestOverlap() {
		HistoryChecker history = check(execution("a", 1, 0, 5), execution("b", 2, 10, 15), execution("a", 1, 16, 17),
				execution("b", 3, 18, 19), execution("a", 1, 40, 41), execution("c", 4, 50, 51));
		assertThat(history.overlap()).isEqualTo(Duration.ofNanos(30));
	}

	@Test
	void findsFirstAndLastExecutions() {
		HistoryChecker history = check(execution("a", 1, 30, 35), execution("b", 2, 40, 45), execution("a", 1, 10, 15));
		assertThat(history.firstExecution("a", 0)).contains(10L);
		assertThat(history.firstExecution("a", 10)).contains(30L);
		assertThat(history.lastExecution("a")).contains(30L);
		assertThat(history.firstExecution("b", 40)).isEmpty();
		assertThat(history.lastExecution("c")).isEmpty();
	}

	@Test
	void explainsARegisterByItsIncrements() {
		HistoryChecker history = check(entry("a", Kind.INCREMENT), entry("b", Kind.INCREMENT),
				entry("b", Kind.INDETERMINATE));
		assertThat(history.explains(1)).isFalse();
		assertThat(history.explains(2)).isTrue();
		assertThat(history.explains(3)).isTrue();
		assertThat(history.explains(4)).isFalse();
	}

	@Test
	void readsWhatAMemberWroteUntilItWasKilled(@TempDir Path directory) throws Exception {
		Path file = directory.resolve("history");
		assertThat(HistoryWriter.read(file)).isEmpty();
		List<HistoryEntry> entries = List.of(entry("a", Kind.STARTED), execution("a", 7, 1, 2));
		try (HistoryWriter writer = new HistoryWriter(file)) {
			entries.forEach(writer::append);
		}
		Files.writeString(file, "a 7 3", StandardOpenOption.APPEND);
		assertThat(HistoryWriter.read(file)).isEqualTo(entries);
	}

	private static HistoryChecker check(HistoryEntry... entries) {
		return new HistoryChecker(List.of(entries));
	}

	private static HistoryEntry execution(String member, long token, long start, long end) {
		return new HistoryEntry(member, token, start, end, Kind.EXECUTION);
	}

	private static HistoryEntry stopped(String member, long start, long end) {
		return new HistoryEntry(member, 0, start, end, Kind.STOPPED);
	}

	private static HistoryEntry entry(String member, Kind kind) {
		return new HistoryEntry(member, 1, 0, 1, kind);
	}

}
