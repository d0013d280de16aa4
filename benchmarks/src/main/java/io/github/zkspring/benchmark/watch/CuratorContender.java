package io.github.zkspring.benchmark.watch;

import java.util.ArrayList;
import java.util.List;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.CuratorEventType;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.apache.curator.framework.recipes.cache.NodeCache;
import org.apache.curator.retry.ExponentialBackoffRetry;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/**
 * {@link WatchContender} for a cache of Curator.
 */
final class CuratorContender implements WatchContender {

	private final CuratorFramework curator;

	private final ValueListener listener;

	private final Recipe recipe;

	private final List<AutoCloseable> caches = new ArrayList<>();

	private CuratorContender(ContenderSetup setup, Recipe recipe) throws InterruptedException {
		this.listener = setup.listener();
		this.recipe = recipe;
		this.curator = CuratorFrameworkFactory.builder()
			.connectString(setup.connectString())
			.sessionTimeoutMs((int) ContenderSetup.SESSION_TIMEOUT.toMillis())
			.connectionTimeoutMs(10_000)
			.ensembleTracker(false)
			.retryPolicy(new ExponentialBackoffRetry(100, 10))
			.build();
		follow(this.curator, setup.session());
		this.curator.start();
		this.curator.blockUntilConnected();
	}

	static void follow(CuratorFramework curator, Watcher session) {
		curator.getCuratorListenable().addListener((client, event) -> {
			if (event.getType() == CuratorEventType.WATCHED) {
				session.process(event.getWatchedEvent());
			}
		});
	}

	static CuratorContender singleCaches(ContenderSetup setup) throws InterruptedException {
		return new CuratorContender(setup, (contender, znodes) -> znodes.paths()
			.forEach((path) -> contender.cache(path, CuratorCache.Options.SINGLE_NODE_CACHE)));
	}

	static CuratorContender recursiveCache(ContenderSetup setup) throws InterruptedException {
		return new CuratorContender(setup, (contender, znodes) -> contender.cache(znodes.root()));
	}

	@SuppressWarnings("deprecation")
	static CuratorContender nodeCaches(ContenderSetup setup) throws InterruptedException {
		return new CuratorContender(setup, (contender, znodes) -> {
			for (String path : znodes.paths().toList()) {
				NodeCache cache = new NodeCache(contender.curator, path);
				cache.getListenable()
					.addListener(() -> contender.listener.value(path, cache.getCurrentData().getStat().getVersion()));
				contender.caches.add(cache);
				cache.start();
			}
		});
	}

	private void cache(String path, CuratorCache.Options... options) {
		CuratorCache cache = CuratorCache.build(this.curator, path, options);
		cache.listenable()
			.addListener(CuratorCacheListener.builder()
				.forCreatesAndChanges((before, now) -> this.listener.value(now.getPath(), now.getStat().getVersion()))
				.build());
		this.caches.add(cache);
		cache.start();
	}

	@Override
	public void watch(Znodes znodes) throws Exception {
		this.recipe.watch(this, znodes);
	}

	@Override
	public ZooKeeper zooKeeper() throws Exception {
		return this.curator.getZookeeperClient().getZooKeeper();
	}

	@Override
	public void close() throws Exception {
		for (AutoCloseable cache : this.caches) {
			cache.close();
		}
		this.curator.close();
	}

	/**
	 * Kind of cache.
	 */
	private interface Recipe {

		void watch(CuratorContender contender, Znodes znodes) throws Exception;

	}

}
