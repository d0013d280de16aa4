package io.github.zkspring.recipe;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.zkspring.TestApplication;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.faults.AbstractProxiedServerIntegrationTests;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.Timeouts;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.awaitility.Awaitility.await;

/**
 * Base of tests with a server process, a proxy in front of it, and instances of an
 * application with or without the proxy.
 */
abstract class AbstractRecipeIntegrationTests extends AbstractProxiedServerIntegrationTests {

	static final Duration LONG = Timeouts.LONG;

	static final Duration SHORT = Duration.ofMillis(200);

	private static ConfigurableApplicationContext shared;

	private final List<ConfigurableApplicationContext> instances = new ArrayList<>();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterAll
	static void closeShared() {
		if (shared != null) {
			shared.close();
			shared = null;
		}
	}

	@Override
	@BeforeEach
	protected void forgetEverything() {
		// the shared instance keeps running
		foreign.delete("/recipes");
	}

	@AfterEach
	void closeInstances() {
		proxy.heal();
		this.instances.forEach(ConfigurableApplicationContext::close);
		this.threads.shutdownNow();
	}

	/**
	 * An instance that tests of a class share if they do not disturb it.
	 */
	static ConfigurableApplicationContext shared() {
		if (shared == null) {
			shared = run();
		}
		awaitConnection(shared);
		return shared;
	}

	/**
	 * Start an instance.
	 */
	ConfigurableApplicationContext start(String... properties) {
		ConfigurableApplicationContext context = run(properties);
		this.instances.add(context);
		return context;
	}

	private static ConfigurableApplicationContext run(String... properties) {
		String[] all = Stream
			.concat(Stream.of("zk.connect-string=" + server.connectString(), "zk.session-timeout=4s",
					"spring.main.web-application-type=none", "spring.main.banner-mode=off"), Stream.of(properties))
			.toArray(String[]::new);
		return new SpringApplicationBuilder(TestApplication.class).properties(all).run();
	}

	ConfigurableApplicationContext startBehindProxy(String... properties) {
		return start(Stream.concat(Stream.of("zk.connect-string=" + proxy.connectString()), Stream.of(properties))
			.toArray(String[]::new));
	}

	static ZkRecipes recipes(ConfigurableApplicationContext instance) {
		return instance.getBean(ZkRecipes.class);
	}

	/**
	 * Run a wait on another thread.
	 */
	<T> CompletableFuture<T> begin(Supplier<T> wait) {
		return CompletableFuture.supplyAsync(wait, this.threads);
	}

	/**
	 * Run a wait that {@link Future#cancel} interrupts, and report its result.
	 */
	<T> Future<?> beginInterruptible(Supplier<T> wait, CompletableFuture<T> result) {
		return this.threads.submit(() -> {
			try {
				result.complete(wait.get());
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		});
	}

	static void expire(ConfigurableApplicationContext instance) {
		ForeignClient.expire(instance.getBean(CuratorFramework.class));
	}

	static long session(ConfigurableApplicationContext instance) {
		return instance.getBean(ZkSession.class).id();
	}

	static void awaitConnection(ConfigurableApplicationContext instance) {
		await().atMost(LONG).until(() -> instance.getBean(ZkSession.class).state().isConnected());
	}

	static void awaitDisconnection(ConfigurableApplicationContext instance) {
		await().atMost(LONG).until(() -> !instance.getBean(ZkSession.class).state().isConnected());
	}

	static void awaitChildren(String path, int number) {
		await().atMost(LONG).until(() -> foreign.children(path).size() == number);
	}

	/**
	 * Wait until the server reports a number of watches at a path.
	 */
	static void awaitWatches(String path, int number) {
		await().atMost(LONG)
			.until(() -> server.fourLetters("wchp").lines().filter((line) -> line.equals(path)).count() == number);
	}

	static String read(String path) throws Exception {
		return new String(foreign.curator().getData().forPath(path), StandardCharsets.UTF_8);
	}

	static int version(String path) throws Exception {
		Stat stat = foreign.curator().checkExists().forPath(path);
		return (stat != null) ? stat.getVersion() : -1;
	}

	static <T> T get(CompletableFuture<T> future) throws Exception {
		return future.get(LONG.toMillis(), TimeUnit.MILLISECONDS);
	}

}
