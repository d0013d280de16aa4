package io.github.zkspring.watch.delivery;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.client.support.ZkThreads;

/**
 * Creates the executor of watch methods on platform threads.
 * <p>
 * Internal, not part of the API for applications.
 */
public final class WatchExecutors {

	/**
	 * The maximum number of methods that run at the same time, including blocked ones.
	 */
	public static final int MAX_THREADS = 256;

	private WatchExecutors() {
	}

	/**
	 * Creates a pool that starts a thread whenever none is idle, up to
	 * {@link #MAX_THREADS}, so that blocked methods do not delay others. Further tasks
	 * are queued, at most one for each watch. Idle threads end after 30 seconds.
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
	 * Accepts a task only if a thread is waiting for one, so that the pool grows before
	 * tasks are queued.
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
