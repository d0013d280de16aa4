package io.github.zkspring.benchmark.watch;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Records the delivered version of each znode and the time of the last awaited one.
 */
final class Arrivals implements ValueListener {

	private final Znodes znodes;

	private final int[] versions;

	private int expected = Integer.MAX_VALUE;

	private int missing;

	private long callbacks;

	private long completedAt;

	Arrivals(Znodes znodes) {
		this.znodes = znodes;
		this.versions = new int[znodes.count()];
		Arrays.fill(this.versions, -1);
	}

	@Override
	public synchronized void value(String path, int version) {
		int index = this.znodes.index(path);
		if (index < 0) {
			return;
		}
		this.callbacks++;
		int known = this.versions[index];
		if (version <= known) {
			return;
		}
		this.versions[index] = version;
		if (known < this.expected && version >= this.expected) {
			this.missing--;
			if (this.missing == 0) {
				this.completedAt = System.nanoTime();
				notifyAll();
			}
		}
	}

	/**
	 * Expect a version of every znode.
	 * @param version the version
	 */
	synchronized void expect(int version) {
		this.expected = version;
		this.missing = (int) Arrays.stream(this.versions).filter((known) -> known < version).count();
		this.callbacks = 0;
		this.completedAt = (this.missing > 0) ? 0 : System.nanoTime();
	}

	/**
	 * Wait for the expected versions.
	 * @param limit how long to wait
	 * @return the time of the last arrival on the monotonic clock
	 * @throws LateException when the limit passed before
	 */
	synchronized long await(Duration limit) throws InterruptedException {
		long end = System.nanoTime() + limit.toNanos();
		while (this.missing > 0) {
			long left = end - System.nanoTime();
			if (left <= 0) {
				throw new LateException("%d of %d missing".formatted(this.missing, this.versions.length));
			}
			TimeUnit.NANOSECONDS.timedWait(this, left);
		}
		return this.completedAt;
	}

	synchronized long callbacks() {
		return this.callbacks;
	}

}
