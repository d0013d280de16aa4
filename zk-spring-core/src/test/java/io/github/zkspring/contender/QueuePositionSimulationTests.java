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
 * Tests that {@link QueuePosition} loses no wake-up: in random histories of a queue every
 * contender lists the queue once, and again only when one of its blockers has left and
 * its known position does not suffice. Contenders of one process share their positions.
 */
class QueuePositionSimulationTests {

	private static final int STEPS = 200;

	@RepeatedTest(200)
	void admitsExclusiveAndSharedContendersAsModelDoes(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		int shared = random.nextInt(101);
		run(random, 1, () -> (random.nextInt(100) < shared) ? AdmissionPolicy.shared() : AdmissionPolicy.exclusive());
	}

	@RepeatedTest(200)
	void admitsPermitsInQueueOrder(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		int permits = 1 + random.nextInt(6);
		run(random, permits, () -> AdmissionPolicy.permits(permits));
	}

	private static void run(Random random, int permits, Supplier<AdmissionPolicy> admissions) {
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
	 * A queue and the positions known to its contenders.
	 */
	private static final class Simulation {

		private final Random random;

		private final int permits;

		private final List<String> queue = new ArrayList<>();

		private final Map<String, AdmissionPolicy> admissions = new HashMap<>();

		private final Map<String, QueuePosition> positions = new HashMap<>();

		private final Set<String> local = new HashSet<>();

		private long sequence;

		private Simulation(Random random, int permits) {
			this.permits = permits;
			this.random = random;
			this.sequence = random.nextInt(1000);
		}

		private void join(AdmissionPolicy admission) {
			this.sequence += 1 + this.random.nextInt(3);
			String name = "a-%s%s%010d".formatted(new UUID(this.random.nextLong(), this.random.nextLong()),
					admission.isShared() ? ContenderName.SHARED_MARK : ContenderName.MARK, this.sequence);
			this.queue.add(name);
			this.admissions.put(name, admission);
			if (this.random.nextBoolean()) {
				this.local.add(name);
			}
			list(name);
		}

		private void leave(int place) {
			String left = this.queue.remove(place);
			QueuePosition last = this.positions.remove(left);
			List<String> woken = this.positions.entrySet()
				.stream()
				.filter((entry) -> entry.getValue().blockers().contains(left))
				.map(Map.Entry::getKey)
				.collect(Collectors.toCollection(ArrayList::new));
			Collections.shuffle(woken, this.random);
			woken.forEach((name) -> wake(name, left, last));
		}

		private void wake(String name, String left, QueuePosition last) {
			boolean direct = this.local.contains(name) && this.local.contains(left);
			QueuePosition known = this.positions.get(name);
			QueuePosition next = direct ? known.afterDeparture(left, last) : known.without(left::equals);
			// a contender that finds no znode to watch lists the queue again
			if (next.isAdmitted() || (direct && this.queue.containsAll(next.blockers()))) {
				this.positions.put(name, next);
			}
			else {
				list(name);
			}
		}

		private void list(String name) {
			List<String> children = new ArrayList<>(this.queue);
			Collections.shuffle(children, this.random);
			this.positions.put(name, QueuePosition.of(children, name, this.admissions.get(name)));
		}

		private void check() {
			Set<String> granted = this.positions.entrySet()
				.stream()
				.filter((entry) -> entry.getValue().isAdmitted())
				.map(Map.Entry::getKey)
				.collect(Collectors.toSet());
			assertThat(granted).isEqualTo(entitled());
			this.positions.values()
				.forEach((position) -> assertThat(position.blockers().isEmpty()).isEqualTo(position.isAdmitted()));
		}

		// computed without the code under test
		private Set<String> entitled() {
			Set<String> entitled = new HashSet<>();
			boolean exclusiveBefore = false;
			for (int place = 0; place < this.queue.size(); place++) {
				String name = this.queue.get(place);
				AdmissionPolicy admission = this.admissions.get(name);
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
