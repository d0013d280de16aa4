package io.github.zkspring.template;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Composes futures. Ending the whole, for example by a cancellation, cancels its parts.
 */
final class Futures {

	/** The number of parts of one operation that are pending at the same time. */
	private static final int WINDOW = 256;

	private Futures() {
	}

	/**
	 * Executes two parts in sequence.
	 * @param <A> the type of the first result
	 * @param <B> the type of the second result
	 * @param first the first part
	 * @param next begins the second part
	 * @return completes as the second part, or fails as the first
	 */
	static <A, B> CompletableFuture<B> then(CompletableFuture<A> first, Function<A, CompletableFuture<B>> next) {
		CompletableFuture<B> whole = new CompletableFuture<>();
		whole.whenComplete((result, ex) -> first.cancel(false));
		first.whenComplete((answer, ex) -> {
			if (ex != null) {
				whole.completeExceptionally(ex);
			}
			else if (!whole.isDone()) {
				follow(() -> next.apply(answer), whole);
			}
		});
		return whole;
	}

	/**
	 * Executes a part for each item, a bounded number of them in parallel.
	 * @param <T> the type of the items
	 * @param items the items
	 * @param step begins the part for an item
	 * @return completes when all parts have completed, fails when one fails
	 */
	static <T> CompletableFuture<Boolean> forEach(List<T> items, Function<T, CompletableFuture<?>> step) {
		CompletableFuture<Boolean> whole = new CompletableFuture<>();
		if (items.isEmpty()) {
			whole.complete(true);
			return whole;
		}
		Lanes<T> lanes = new Lanes<>(items, step, whole);
		whole.whenComplete((result, ex) -> lanes.cancel());
		for (int lane = 0; lane < Math.min(WINDOW, items.size()); lane++) {
			lanes.advance();
		}
		return whole;
	}

	/**
	 * Replaces one kind of failure by another future.
	 * @param <T> the type of the result
	 * @param first the future that may fail
	 * @param failure the kind of failure
	 * @param fallback begins the future that replaces it
	 * @return completes as the first future, or as the fallback after that failure
	 */
	static <T> CompletableFuture<T> recover(CompletableFuture<T> first, Class<? extends Exception> failure,
			Supplier<CompletableFuture<T>> fallback) {
		CompletableFuture<T> whole = new CompletableFuture<>();
		whole.whenComplete((result, ex) -> first.cancel(false));
		first.whenComplete((result, ex) -> {
			if (failure.isInstance(ex) && !whole.isDone()) {
				follow(fallback, whole);
			}
			else {
				forward(result, ex, whole);
			}
		});
		return whole;
	}

	private static <B> void follow(Supplier<CompletableFuture<B>> next, CompletableFuture<B> whole) {
		CompletableFuture<B> second;
		try {
			second = next.get();
		}
		catch (RuntimeException ex) {
			whole.completeExceptionally(ex);
			return;
		}
		whole.whenComplete((result, failure) -> second.cancel(false));
		second.whenComplete((result, failure) -> forward(result, failure, whole));
	}

	private static <B> void forward(@Nullable B result, @Nullable Throwable ex, CompletableFuture<B> whole) {
		if (ex != null) {
			whole.completeExceptionally(ex);
		}
		else {
			whole.complete(result);
		}
	}

	/**
	 * The parts of one {@code forEach}, which begin the next part when one completes.
	 *
	 * @param <T> the type of the items
	 */
	private static final class Lanes<T> {

		private final List<T> items;

		private final Function<T, CompletableFuture<?>> step;

		private final CompletableFuture<Boolean> whole;

		private final AtomicInteger next = new AtomicInteger();

		private final AtomicInteger left;

		private final Set<CompletableFuture<?>> pending = ConcurrentHashMap.newKeySet();

		private Lanes(List<T> items, Function<T, CompletableFuture<?>> step, CompletableFuture<Boolean> whole) {
			this.items = items;
			this.step = step;
			this.whole = whole;
			this.left = new AtomicInteger(items.size());
		}

		private void advance() {
			int index = this.next.getAndIncrement();
			if (index >= this.items.size() || this.whole.isDone()) {
				return;
			}
			CompletableFuture<?> part = this.step.apply(this.items.get(index));
			this.pending.add(part);
			part.whenComplete((result, ex) -> {
				this.pending.remove(part);
				if (ex != null) {
					this.whole.completeExceptionally(ex);
				}
				else if (this.left.decrementAndGet() == 0) {
					this.whole.complete(true);
				}
				else {
					advance();
				}
			});
			if (this.whole.isDone()) {
				part.cancel(false);
			}
		}

		private void cancel() {
			this.pending.forEach((part) -> part.cancel(false));
		}

	}

}
