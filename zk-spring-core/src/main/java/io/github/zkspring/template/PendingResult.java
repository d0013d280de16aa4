package io.github.zkspring.template;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.connection.RequestExecutor;

/**
 * The pending result of an operation, to await or to observe as a future. Remaining work,
 * such as decoding a payload, runs on the thread of the caller or on the executor, never
 * on ZooKeeper's threads.
 *
 * @param <A> the type of the server's answer
 * @param <R> the type of the result
 * @param path the znode
 * @param raw completes on ZooKeeper's event thread
 * @param finish converts the answer to the result
 */
record PendingResult<A, R>(String path, CompletableFuture<A> raw, Function<A, R> finish) {

	/** The maximum delay of a timer. */
	private static final Duration SLACK = Duration.ofSeconds(5);

	/**
	 * Waits for the answer.
	 * @param timeout the timeout of the operation; it ends itself by then
	 * @return the answer
	 */
	R await(Duration timeout) {
		try {
			return this.finish.apply(this.raw.get(timeout.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS));
		}
		catch (InterruptedException ex) {
			this.raw.cancel(false);
			Thread.currentThread().interrupt();
			throw new UnknownOutcomeException(this.path, ex);
		}
		catch (TimeoutException ex) {
			this.raw.cancel(false);
			throw new UnknownOutcomeException(this.path, ex);
		}
		catch (ExecutionException ex) {
			throw RequestExecutor.failure(this.path, ex);
		}
	}

	/**
	 * Returns a future of the result.
	 * @param executor the executor that completes the future
	 * @return the future; cancelling it ends the operation
	 */
	CompletableFuture<R> on(Executor executor) {
		CompletableFuture<R> future = new CompletableFuture<>();
		future.whenComplete((result, ex) -> {
			if (ex != null) {
				this.raw.cancel(false);
			}
		});
		this.raw.whenComplete((answer, ex) -> {
			if (!future.isDone()) {
				run(executor, () -> complete(future, answer, ex));
			}
		});
		return future;
	}

	/**
	 * Returns this result without a value.
	 * @return the result without a value
	 */
	@SuppressWarnings("NullAway")
	PendingResult<A, Void> without() {
		return new PendingResult<>(this.path, this.raw, (answer) -> null);
	}

	private void complete(CompletableFuture<R> future, A answer, Throwable failure) {
		if (failure != null) {
			future.completeExceptionally(failure);
			return;
		}
		try {
			future.complete(this.finish.apply(answer));
		}
		catch (Throwable ex) {
			future.completeExceptionally(ex);
		}
	}

	private static void run(Executor executor, Runnable completion) {
		try {
			executor.execute(completion);
		}
		catch (RejectedExecutionException ex) {
			// the executor is shut down: complete the future nevertheless
			ForkJoinPool.commonPool().execute(completion);
		}
	}

}
