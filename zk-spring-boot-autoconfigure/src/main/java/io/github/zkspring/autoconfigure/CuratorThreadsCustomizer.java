package io.github.zkspring.autoconfigure;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.client.support.ZkThreads;
import org.apache.curator.framework.CuratorFrameworkFactory;

import org.springframework.core.Ordered;

/**
 * Gives Curator threads that are named as ours are, and an executor for its recipes that
 * ends with the client: the one that Curator 5.9.0 makes itself is never shut down.
 */
class CuratorThreadsCustomizer implements CuratorFrameworkCustomizer, Ordered, AutoCloseable {

	private final ThreadPoolExecutor recipes;

	CuratorThreadsCustomizer() {
		this.recipes = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				ZkThreads.single("zk-curator-recipes"));
		this.recipes.allowCoreThreadTimeOut(true);
	}

	@Override
	public int getOrder() {
		return 0;
	}

	@Override
	public void customize(CuratorFrameworkFactory.Builder builder) {
		builder.runSafeService(this.recipes).threadFactory(ZkThreads.numbered("zk-curator-"));
	}

	@Override
	public void close() {
		this.recipes.shutdownNow();
	}

}
