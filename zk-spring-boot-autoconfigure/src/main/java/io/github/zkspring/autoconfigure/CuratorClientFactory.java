package io.github.zkspring.autoconfigure;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.client.support.ZkThreads;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.ACLProvider;

/**
 * Creates clients that differ only in their connect string: the one of the application,
 * and the one that creates a missing chroot. They share an executor for Curator's recipes
 * that ends with {@link #close()}; the one that Curator 5.9.0 creates by default is never
 * shut down.
 */
class CuratorClientFactory implements AutoCloseable {

	private final List<CuratorFrameworkCustomizer> customizers;

	private final ACLProvider aclProvider;

	private final ThreadPoolExecutor recipes;

	CuratorClientFactory(List<CuratorFrameworkCustomizer> customizers, ACLProvider aclProvider) {
		this.customizers = customizers;
		this.aclProvider = aclProvider;
		this.recipes = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				ZkThreads.single("zk-curator-recipes"));
		this.recipes.allowCoreThreadTimeOut(true);
	}

	CuratorFramework create(String connectString) {
		ConnectStringValidator.validate(connectString);
		CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder()
			.connectString(connectString)
			.aclProvider(this.aclProvider)
			.runSafeService(this.recipes)
			.threadFactory(ZkThreads.numbered("zk-curator-"));
		this.customizers.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	@Override
	public void close() {
		this.recipes.shutdownNow();
	}

}
