package io.github.zkspring.lock;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

import io.github.zkspring.TestApplication;
import io.github.zkspring.faults.Timeouts;
import org.apache.curator.framework.CuratorFramework;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application with locks.
 *
 * @param context its context
 */
record LockInstance(ConfigurableApplicationContext context) implements AutoCloseable {

	static final Duration LONG = Timeouts.LONG;

	static LockInstance start(String name, String connectString, String... properties) {
		String[] all = Stream
			.concat(Stream.of("zk.connect-string=" + connectString, "spring.application.name=" + name,
					"zk.session-timeout=4s", "spring.main.banner-mode=off", "spring.main.register-shutdown-hook=false"),
					Arrays.stream(properties))
			.toArray(String[]::new);
		return new LockInstance(new SpringApplicationBuilder(TestApplication.class).properties(all).run());
	}

	ZkLockTemplate locks() {
		return this.context.getBean(ZkLockTemplate.class);
	}

	CuratorFramework curator() {
		return this.context.getBean(CuratorFramework.class);
	}

	/**
	 * Acquire a lock on another thread.
	 * @param name the lock
	 * @param options how
	 * @return the lock, or what went wrong
	 */
	CompletableFuture<HeldLock> request(String name, LockOptions options) {
		return begin(() -> locks().acquire(name, options)).result();
	}

	/**
	 * Start work on another thread.
	 * @param <T> the type of the result
	 * @param work what to do
	 * @return the thread and its result
	 */
	static <T> Running<T> begin(Callable<T> work) {
		CompletableFuture<T> result = new CompletableFuture<>();
		FutureTask<Void> task = new FutureTask<>(() -> {
			try {
				result.complete(work.call());
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
			return null;
		});
		Thread thread = new Thread(task, "work");
		thread.setDaemon(true);
		thread.start();
		return new Running<>(thread, result);
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * Running work.
	 *
	 * @param <T> the type of its result
	 * @param thread where it runs
	 * @param result what it gives
	 */
	record Running<T>(Thread thread, CompletableFuture<T> result) {

	}

}
