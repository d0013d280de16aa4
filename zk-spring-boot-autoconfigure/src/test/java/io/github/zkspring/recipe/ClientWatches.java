package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;

import static org.awaitility.Awaitility.await;

/**
 * The watchers registered with the ZooKeeper client of an instance.
 */
final class ClientWatches {

	private ClientWatches() {
	}

	/**
	 * Wait until the children of a znode are watched.
	 */
	static void awaitChildren(ConfigurableApplicationContext instance, String path) {
		await().atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> at(instance, "getChildWatches", path) > 0);
	}

	/**
	 * Wait until a znode has at most a number of watchers.
	 */
	static void awaitAtMost(ConfigurableApplicationContext instance, String path, int number) {
		await().atMost(Duration.ofSeconds(5)).until(() -> at(instance, "getDataWatches", path) <= number);
	}

	private static int at(ConfigurableApplicationContext instance, String kind, String path) throws Exception {
		ZooKeeper client = instance.getBean(CuratorFramework.class).getZookeeperClient().getZooKeeper();
		Object manager = ReflectionTestUtils.invokeMethod(client, "getWatchManager");
		Map<String, Set<Watcher>> watches = ReflectionTestUtils.invokeMethod(manager, kind);
		return (watches != null) ? watches.getOrDefault(path, Set.of()).size() : 0;
	}

}
