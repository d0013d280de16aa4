package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.zkspring.client.support.ZkEventLoop;
import org.junit.jupiter.api.AfterEach;

/**
 * Tests with delivery tasks that record their threads.
 */
abstract class AbstractDeliveryTests {

	private final ZkEventLoop loop = new ZkEventLoop();

	final ExecutorService pool = Executors.newFixedThreadPool(3);

	private final List<DeliveryExecutor> executors = new ArrayList<>();

	@AfterEach
	void close() {
		this.executors.forEach(DeliveryExecutor::close);
		this.pool.shutdownNow();
		this.loop.close();
	}

	DeliveryExecutor executor(Executor executor) {
		return executor(executor, this.loop);
	}

	DeliveryExecutor executor(Executor executor, ZkEventLoop loop) {
		DeliveryExecutor created = new DeliveryExecutor(executor, "customExecutor", loop, Duration.ZERO);
		this.executors.add(created);
		return created;
	}

	/**
	 * A started delivery task that records the thread of each round.
	 */
	static final class Recording {

		final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

		final DeliveryTask task;

		private final CountDownLatch gate;

		Recording(DeliveryExecutor executor) {
			this(executor, new CountDownLatch(0));
		}

		Recording(DeliveryExecutor executor, CountDownLatch gate) {
			this.gate = gate;
			this.task = new DeliveryTask(executor, this, this::deliver);
			this.task.start();
		}

		private void deliver() {
			this.threads.add(Thread.currentThread());
			try {
				this.gate.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
