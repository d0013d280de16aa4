package io.github.zkspring.contender;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link Turn} loses no wake-up: in random histories of a queue every
 * contender looks once, and again only when one that it waits for has left and what it
 * knows is not enough. Those of one process learn from each other what they know.
 */
class QueueSimulationTests {

	private static final int STEPS = 200;

	@RepeatedTest(200)
	void exclusiveAndSharedContendersHaveTheirTurns(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		int shared = random.nextInt(101);
		run(random, 1, () -> (random.nextInt(100) < shared) ? Admission.shared() : Admission.exclusive());
	}

	@RepeatedTest(200)
	void permitsAreGivenOutInOrder(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		int permits = 1 + random.nextInt(6);
		run(random, permits, () -> Admission.permits(permits));
	}

	private static void run(Random random, int permits, Supplier<Admission> admissions) {
		Simulation simulation = new Simulation(random, permits);
		int size = 2 + random.nextInt(20);
		for (int step = 0; step < STEPS; step++) {
			if (simulation.queue.size() < size && random.nextBoolean()) {
				simulation.join(admissions.get());
			}
			else if (!simulation.queue.isEmpty()) {
				simulation.leave(random.nextInt(simulation.queue.size()));
			}
			simulation.check();
		}
	}

	/**
	 * A queue and what its contenders know.
	 */
	private static final class Simulation {

		private final Random random;

		private final int permits;

		private final List<String> queue = new ArrayList<>();

		private final Map<String, Admission> admissions = new HashMap<>();

		private final Map<String, Turn> seen = new HashMap<>();

		private final Set<String> neighbours = new HashSet<>();

		private long sequence;

		private Simulation(Random random, int permits) {
			this.permits = permits;
			this.random = random;
			this.sequence = random.nextInt(1000);
		}

		private void join(Admission admission) {
			this.sequence += 1 + this.random.nextInt(3);
			String name = "a-%s%s%010d".formatted(new UUID(this.random.nextLong(), this.random.nextLong()),
					admission.isShared() ? ContenderName.SHARED_MARK : ContenderName.MARK, this.sequence);
			this.queue.add(name);
			this.admissions.put(name, admission);
			if (this.random.nextBoolean()) {
				this.neighbours.add(name);
			}
			look(name);
		}

		private void leave(int place) {
			String left = this.queue.remove(place);
			Turn last = this.seen.remove(left);
			List<String> woken = this.seen.entrySet()
				.stream()
				.filter((entry) -> entry.getValue().awaited().contains(left))
				.map(Map.Entry::getKey)
				.collect(Collectors.toCollection(ArrayList::new));
			Collections.shuffle(woken, this.random);
			woken.forEach((name) -> wake(name, left, last));
		}

		private void wake(String name, String left, Turn last) {
			boolean told = this.neighbours.contains(name) && this.neighbours.contains(left);
			Turn known = this.seen.get(name);
			Turn next = told ? known.after(left, last) : known.without(left::equals);
			// who finds nothing to watch looks again
			if (next.hasCome() || (told && this.queue.containsAll(next.awaited()))) {
				this.seen.put(name, next);
			}
			else {
				look(name);
			}
		}

		private void look(String name) {
			List<String> children = new ArrayList<>(this.queue);
			Collections.shuffle(children, this.random);
			this.seen.put(name, Turn.of(children, name, this.admissions.get(name)));
		}

		private void check() {
			Set<String> granted = this.seen.entrySet()
				.stream()
				.filter((entry) -> entry.getValue().hasCome())
				.map(Map.Entry::getKey)
				.collect(Collectors.toSet());
			assertThat(granted).isEqualTo(entitled());
			this.seen.values().forEach((turn) -> assertThat(turn.awaited().isEmpty()).isEqualTo(turn.hasCome()));
		}

		// told anew, without the code under test
		private Set<String> entitled() {
			Set<String> entitled = new HashSet<>();
			boolean exclusiveBefore = false;
			for (int place = 0; place < this.queue.size(); place++) {
				String name = this.queue.get(place);
				Admission admission = this.admissions.get(name);
				boolean first = place < this.permits;
				if (admission.isShared() ? !exclusiveBefore : first) {
					entitled.add(name);
				}
				exclusiveBefore = exclusiveBefore || !admission.isShared();
			}
			return entitled;
		}

	}

}
