package io.github.zkspring.template;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Puts calls together. What ends the whole, a cancellation for example, ends its parts.
 */
final class Futures {

	/** Parts of one operation on their way at the same time. */
	private static final int WINDOW = 256;

	private Futures() {
	}

	/**
	 * One after the other.
	 * @param <A> what the first answers
	 * @param <B> what the second answers
	 * @param first the first
	 * @param next begins the second
	 * @return completes with the second, or fails with the first that fails
	 */
	static <A, B> CompletableFuture<B> then(CompletableFuture<A> first, Function<A, CompletableFuture<B>> next) {
		CompletableFuture<B> whole = new CompletableFuture<>();
		whole.whenComplete((result, ex) -> first.cancel(false));
		first.whenComplete((answer, ex) -> {
			if (ex != null) {
				whole.completeExceptionally(ex);
			}
			else if (!whole.isDone()) {
				follow(next, answer, whole);
			}
		});
		return whole;
	}

	/**
	 * The same for each, side by side as far as the window is wide.
	 * @param <T> what there are many of
	 * @param items for what to do it
	 * @param step begins the part for one of them
	 * @return completes when all have, fails when one fails
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

	private static <A, B> void follow(Function<A, CompletableFuture<B>> next, A answer, CompletableFuture<B> whole) {
		CompletableFuture<B> second;
		try {
			second = next.apply(answer);
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
	 * The parts on their way.
	 *
	 * @param <T> what there are many of
	 */
	private static final class Lanes<T> {

		private final List<T> items;

		private final Function<T, CompletableFuture<?>> step;

		private final CompletableFuture<Boolean> whole;

		private final AtomicInteger next = new AtomicInteger();

		private final AtomicInteger left;

		private final Set<CompletableFuture<?>> underWay = ConcurrentHashMap.newKeySet();

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
			this.underWay.add(part);
			part.whenComplete((result, ex) -> {
				this.underWay.remove(part);
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
			this.underWay.forEach((part) -> part.cancel(false));
		}

	}

}
