package io.github.zkspring.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.lock.HeldLock;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Compares locks, interleaved: acquire and release by a single thread, the number of
 * requests, and eight threads of one client that compete for one lock. Arguments: number
 * of locks for the single thread, seconds for the eight threads.
 */
public final class LockDriver {

	private static final Log logger = LogFactory.getLog(LockDriver.class);

	private static final int WARM_UP = 1500;

	private static final int COUNTED = 300;

	private static final long PAUSE = 1_000_000;

	private static final int THREADS = 8;

	private static final int REPEATS = 3;

	private LockDriver() {
	}

	public static void main(String[] args) throws Exception {
		int locks = (args.length > 0) ? Integer.parseInt(args[0]) : 3000;
		int seconds = (args.length > 1) ? Integer.parseInt(args[1]) : 4;
		try (ZooKeeperProcess server = ZooKeeperProcess.start()) {
			List<Series> all = List.of(new Series("raw pipelined", LockContenders.raw(server.connectString()), locks),
					new Series("InterProcessMutex", LockContenders.curator(server.connectString()), locks),
					new Series("template", LockContenders.template(server.connectString(), HeldLock::release), locks),
					new Series("template, close", LockContenders.template(server.connectString(), HeldLock::close),
							locks));
			single(all, locks);
			for (Series series : all) {
				series.count(server);
			}
			// the raw client does not wait for a lock
			List<Series> contended = all.subList(1, all.size());
			for (int repeat = 0; repeat <= REPEATS; repeat++) {
				for (Series series : contended) {
					series.contend(Duration.ofSeconds(seconds), repeat > 0);
				}
			}
			all.forEach((series) -> logger.info(series.result(all.get(0), contended.get(0))));
			for (Series series : all) {
				series.contender.close();
			}
		}
	}

	private static void single(List<Series> all, int locks) throws Exception {
		for (int round = -WARM_UP; round < locks; round++) {
			for (int next = 0; next < all.size(); next++) {
				all.get(Math.floorMod(round + next, all.size())).lockAndUnlock(round);
				// the asynchronous deletion must end before the next round
				LockSupport.parkNanos(PAUSE);
			}
		}
	}

	/**
	 * Measurements of one lock.
	 */
	private static final class Series {

		private final String name;

		private final LockContender contender;

		private final long[] times;

		private final List<Double> rates = new ArrayList<>();

		private double requests;

		private Series(String name, LockContender contender, int locks) {
			this.name = name;
			this.contender = contender;
			this.times = new long[locks];
		}

		private void lockAndUnlock(int round) throws Exception {
			long begin = System.nanoTime();
			this.contender.lock().run();
			if (round >= 0) {
				this.times[round] = System.nanoTime() - begin;
			}
		}

		private void count(ZooKeeperProcess server) throws Exception {
			long before = received(server);
			for (int lock = 0; lock < COUNTED; lock++) {
				this.contender.lock().run();
			}
			this.requests = (received(server) - before) / (double) COUNTED;
		}

		private static long received(ZooKeeperProcess server) throws Exception {
			return server.fourLetters("srvr")
				.lines()
				.filter((line) -> line.startsWith("Received: "))
				.mapToLong((line) -> Long.parseLong(line.substring("Received: ".length())))
				.sum();
		}

		private void contend(Duration time, boolean counts) throws Exception {
			AtomicInteger holders = new AtomicInteger();
			ExecutorService threads = Executors.newFixedThreadPool(THREADS);
			long begin = System.nanoTime();
			long end = begin + time.toNanos();
			List<Future<Integer>> locks = new ArrayList<>();
			for (int thread = 0; thread < THREADS; thread++) {
				locks.add(threads.submit(() -> contend(holders, end)));
			}
			int sum = 0;
			for (Future<Integer> each : locks) {
				sum += each.get();
			}
			threads.shutdown();
			if (counts) {
				this.rates.add(sum * 1e9 / (System.nanoTime() - begin));
			}
		}

		private int contend(AtomicInteger holders, long end) throws Exception {
			int locks = 0;
			while (System.nanoTime() < end) {
				Runnable unlock = this.contender.lock();
				if (holders.incrementAndGet() != 1) {
					throw new IllegalStateException("two holders of " + this.name);
				}
				holders.decrementAndGet();
				unlock.run();
				locks++;
			}
			return locks;
		}

		private double rate() {
			return this.rates.stream()
				.mapToDouble(Double::doubleValue)
				.sorted()
				.skip(this.rates.size() / 2)
				.findFirst()
				.orElse(Double.NaN);
		}

		private double micros(double quantile) {
			long[] sorted = this.times.clone();
			Arrays.sort(sorted);
			return sorted[(int) (sorted.length * quantile)] / 1000.0;
		}

		private String result(Series raw, Series peer) {
			String single = "%-18s p50 %4.0f us, %.2f x raw; p99 %5.0f us; %.2f requests".formatted(this.name,
					micros(0.5), micros(0.5) / raw.micros(0.5), micros(0.99), this.requests);
			return this.rates.isEmpty() ? single : "%s; %d threads: %5.0f locks/s, %.2f x %s".formatted(single, THREADS,
					rate(), rate() / peer.rate(), peer.name);
		}

	}

}
