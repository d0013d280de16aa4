package io.github.zkspring.mirror;

import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Notices when the notifications of a recursive watch cost more than reading everything
 * that it stands for every few milliseconds, and has that done while it lasts. Guarded by
 * the lock of the mirror.
 */
class Storms {

	private static final Log logger = LogFactory.getLog(Storms.class);

	/** A watch that has to stay is not looked at again before that. */
	private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final boolean polled;

	private final RecursiveWatches watches;

	private final Znodes znodes;

	private final ReadQueue queue;

	/**
	 * Create an eye on storms.
	 * @param polled whether something is done about them
	 * @param watches takes watches off and puts them back
	 * @param znodes has what they stand for
	 * @param queue takes the reads
	 */
	Storms(boolean polled, RecursiveWatches watches, Znodes znodes, ReadQueue queue) {
		this.polled = polled;
		this.watches = watches;
		this.znodes = znodes;
		this.queue = queue;
	}

	/**
	 * A watch has reported a change that somebody wants.
	 * @param watch the watch
	 */
	void reported(RecursiveWatch watch) {
		if (!this.polled) {
			return;
		}
		long now = this.queue.link().now();
		int rate = watch.gauge().count(1, now);
		if (rate < Crowd.STORM) {
			return;
		}
		Crowd crowd = Crowd.of(this.znodes.in(watch.root()), this.queue.limits());
		if (crowd.isPollable() && rate < crowd.worthwhile()) {
			return;
		}
		if (crowd.isPollable() && this.watches.takeOff(watch)) {
			logger.debug("About " + rate + " changes a second below '" + watch.root() + "': it is read as a whole");
			new Storm(watch, this.znodes, this.queue, () -> this.watches.putBack(watch)).begin();
		}
		else {
			watch.gauge().begin(now + RETRY_NANOS);
		}
	}

}
