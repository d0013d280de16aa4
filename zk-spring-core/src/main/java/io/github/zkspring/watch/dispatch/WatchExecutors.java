package io.github.zkspring.watch.dispatch;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.client.support.ZkThreads;

/**
 * The executor of watch methods where threads are platform threads.
 */
public final class WatchExecutors {

	/**
	 * How many methods run at the same time, blocked ones included.
	 */
	public static final int MAX_THREADS = 256;

	private WatchExecutors() {
	}

	/**
	 * A pool that starts a thread whenever none is idle, up to {@link #MAX_THREADS}, so
	 * that methods that block hold up nobody. Beyond, tasks wait; there is never more
	 * than one a watch. Idle threads end after half a minute.
	 * @return the pool
	 */
	public static ExecutorService growing() {
		IdleThreadsFirst queue = new IdleThreadsFirst();
		return new ThreadPoolExecutor(0, MAX_THREADS, 30, TimeUnit.SECONDS, queue, ZkThreads.numbered("zk-watch-"),
				(task, pool) -> {
					if (!pool.isShutdown()) {
						queue.put(task);
					}
				});
	}

	/**
	 * Takes a task only when a thread waits for one, so that the pool grows before tasks
	 * queue.
	 */
	private static final class IdleThreadsFirst extends LinkedTransferQueue<Runnable> {

		private static final long serialVersionUID = 1L;

		@Override
		public boolean offer(Runnable task) {
			return tryTransfer(task);
		}

		@Override
		public void put(Runnable task) {
			super.offer(task);
		}

	}

}
