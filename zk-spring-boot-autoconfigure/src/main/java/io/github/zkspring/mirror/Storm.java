package io.github.zkspring.mirror;

import java.time.Duration;
import java.util.List;

/**
 * A storm of writes below a recursive watch: until it calms down, all the watch stands
 * for is read in each period, in a request or two, which costs server and client less
 * than a notification for each write. Guarded by the lock of the mirror.
 */
class Storm {

	/** From one reading to the next, when the server answers in time. */
	static final Duration PERIOD = Duration.ofMillis(4);

	private final RecursiveWatch watch;

	private final Znodes znodes;

	private final ReadQueue queue;

	private final Runnable calm;

	private final StormGauge gauge = new StormGauge();

	private long writes;

	/** Periods in which the answers to the last reading were still awaited. */
	private int late;

	/**
	 * Create a storm.
	 * @param watch the watch, taken off
	 * @param znodes has what the watch stands for
	 * @param queue takes the reads
	 * @param calm called when the storm is over, or not to be read any more
	 */
	Storm(RecursiveWatch watch, Znodes znodes, ReadQueue queue, Runnable calm) {
		this.watch = watch;
		this.znodes = znodes;
		this.queue = queue;
		this.calm = calm;
	}

	void begin() {
		List<MirroredState<?>> states = this.znodes.in(this.watch.root());
		this.writes = Crowd.of(states, this.queue.limits()).writes();
		this.gauge.begin(this.queue.link().now());
		read(states);
	}

	private void next() {
		if (!this.watch.isPolled()) {
			return;
		}
		List<MirroredState<?>> states = this.znodes.in(this.watch.root());
		Crowd crowd = Crowd.of(states, this.queue.limits());
		if (!crowd.isPollable() || (!crowd.busy() && isCalm(crowd))) {
			this.calm.run();
		}
		else if (crowd.busy()) {
			this.late++;
			later(PERIOD);
		}
		else {
			read(states);
		}
		this.queue.pump();
	}

	// deletions make the count fall: at worst the watch is put back too early
	private boolean isCalm(Crowd crowd) {
		int rate = this.gauge.count(Math.max(0, crowd.writes() - this.writes), this.queue.link().now());
		this.writes = crowd.writes();
		return rate != StormGauge.UNKNOWN && rate < crowd.worthwhile() / 2;
	}

	// a server that answers late is asked less often
	private void read(List<MirroredState<?>> states) {
		states.forEach((state) -> state.poll(this.queue));
		later(PERIOD.multipliedBy(1 + this.late));
		this.late = 0;
	}

	private void later(Duration delay) {
		this.queue.link().later(delay, this::next);
	}

}
