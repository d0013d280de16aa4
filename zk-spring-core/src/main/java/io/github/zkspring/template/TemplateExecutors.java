package io.github.zkspring.template;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.client.support.ZkThreads;

/**
 * The executor of completions where threads are platform threads.
 */
public final class TemplateExecutors {

	/**
	 * How many completions run at the same time, blocked ones included.
	 */
	public static final int THREADS = 16;

	private TemplateExecutors() {
	}

	/**
	 * A pool that grows to {@link #THREADS} and ends idle threads after half a minute.
	 * What waits in it is one task a request that was answered, and so no more than the
	 * application has asked for.
	 * @return the pool
	 */
	public static ExecutorService pool() {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), ZkThreads.numbered("zk-template-"));
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

}
