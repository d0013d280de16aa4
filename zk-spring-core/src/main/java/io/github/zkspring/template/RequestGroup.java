package io.github.zkspring.template;

import java.util.Collection;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Operation;
import io.github.zkspring.client.connection.RequestExecutor;

/**
 * The requests of one call that sends several of them. They share a deadline, and those
 * that are pending when the call ends, for example by a cancellation, are cancelled.
 */
final class RequestGroup {

	/** The number of parts that are pending at the same time. */
	private static final int WINDOW = 256;

	private final RequestExecutor requests;

	private final DefaultZkTemplate.Settings settings;

	private final Deadline deadline;

	private final Set<CompletableFuture<?>> pending = ConcurrentHashMap.newKeySet();

	private volatile boolean ended;

	RequestGroup(RequestExecutor requests, DefaultZkTemplate.Settings settings) {
		this.requests = requests;
		this.settings = settings;
		this.deadline = settings.deadline();
	}

	/**
	 * Ends the group together with a call.
	 * @param <R> the type of the result
	 * @param call the future of the whole call
	 * @return the same future
	 */
	<R> CompletableFuture<R> endWith(CompletableFuture<R> call) {
		call.whenComplete((result, ex) -> {
			this.ended = true;
			this.pending.forEach((request) -> request.cancel(false));
		});
		return call;
	}

	/**
	 * Begins an operation.
	 * @param <R> the type of the result
	 * @param operation the operation
	 * @return the future of the result; it completes on a thread that must neither block
	 * nor run user code
	 */
	<R> CompletableFuture<R> submit(Operation<R> operation) {
		CompletableFuture<R> request = this.requests.submit(operation, this.deadline, this.settings.backOff());
		this.pending.add(request);
		request.whenComplete((result, ex) -> this.pending.remove(request));
		if (this.ended) {
			request.cancel(false);
		}
		return request;
	}

	/**
	 * Executes a part for each item, a bounded number of them in parallel.
	 * @param <T> the type of the items
	 * @param items the items
	 * @param part begins the part for an item
	 * @return completes when all parts have completed, fails when one fails
	 */
	static <T> CompletableFuture<Void> forEach(Collection<T> items, Function<T, CompletableFuture<?>> part) {
		CompletableFuture<Void> whole = new CompletableFuture<>();
		Iterator<T> next = items.iterator();
		AtomicInteger left = new AtomicInteger(items.size());
		if (items.isEmpty()) {
			whole.complete(null);
		}
		for (int lane = 0; lane < WINDOW; lane++) {
			advance(next, part, left, whole);
		}
		return whole;
	}

	private static <T> void advance(Iterator<T> items, Function<T, CompletableFuture<?>> part, AtomicInteger left,
			CompletableFuture<Void> whole) {
		T item;
		synchronized (items) {
			if (whole.isDone() || !items.hasNext()) {
				return;
			}
			item = items.next();
		}
		part.apply(item).whenComplete((result, ex) -> {
			if (ex != null) {
				whole.completeExceptionally(ex);
			}
			else if (left.decrementAndGet() == 0) {
				whole.complete(null);
			}
			else {
				advance(items, part, left, whole);
			}
		});
	}

	/**
	 * Begins a call again after one kind of failure.
	 * @param <R> the type of the result
	 * @param call the future that may fail
	 * @param failure the kind of failure
	 * @param next begins the next attempt
	 * @return completes as the call, or as the next attempt after that failure
	 */
	static <R> CompletableFuture<R> retryAfter(Class<? extends Exception> failure, CompletableFuture<R> call,
			Supplier<CompletableFuture<R>> next) {
		return call.exceptionallyCompose(
				(ex) -> failure.isInstance(unwrap(ex)) ? next.get() : CompletableFuture.failedFuture(unwrap(ex)));
	}

	/**
	 * Returns the failure of a future without the wrapper of its dependent stages.
	 * @param failure the failure
	 * @return the cause of a {@link CompletionException}, or the failure itself
	 */
	static Throwable unwrap(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : null;
		return (cause != null) ? cause : failure;
	}

}
