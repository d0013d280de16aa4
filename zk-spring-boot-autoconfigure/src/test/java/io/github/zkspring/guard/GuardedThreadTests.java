package io.github.zkspring.guard;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GuardedThread}: who is interrupted, and who never is.
 */
class GuardedThreadTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Held first = new Held();

	private final Held second = new Held();

	private final GuardedThread thread = GuardedThread.current();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void shutDown() {
		this.threads.shutdownNow();
		assertThat(Thread.interrupted()).isFalse();
		assertThat(innermost()).isNull();
	}

	@Test
	void interruptsABodyThatRunsAndTakesTheFlagBackBehindIt() {
		RunningBody body = this.thread.enter(this.first, RunningBody.Kind.BODY);
		end(this.first);
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		this.thread.leave(body);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void interruptsNobodyElse() throws Exception {
		RunningBody body = this.thread.enter(this.second, RunningBody.Kind.BODY);
		CountDownLatch entered = new CountDownLatch(1);
		Future<?> other = this.threads.submit(() -> {
			GuardedThread guarded = GuardedThread.current();
			RunningBody interrupted = guarded.enter(this.first, RunningBody.Kind.BODY);
			entered.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				assertThat(Thread.currentThread().isInterrupted()).isFalse();
			}
			guarded.leave(interrupted);
		});
		entered.await();
		end(this.first);
		assertThat(other).succeedsWithin(PATIENCE);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		this.thread.leave(body);
	}

	@Test
	void leavesABodyAloneThatDoesNotWantIt() {
		RunningBody body = this.thread.enter(this.first, RunningBody.Kind.UNINTERRUPTED_BODY);
		end(this.first);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		this.thread.leave(body);
	}

	@Test
	void keepsAFlagThatWasThereBefore() {
		RunningBody body = this.thread.enter(this.first, RunningBody.Kind.BODY);
		Thread.currentThread().interrupt();
		end(this.first);
		this.thread.leave(body);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void interruptsTheOuterBodyWhileAnInnerOneRuns() {
		RunningBody outer = this.thread.enter(this.first, RunningBody.Kind.BODY);
		RunningBody inner = this.thread.enter(this.second, RunningBody.Kind.BODY);
		end(this.first);
		this.thread.leave(inner);
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		this.thread.leave(outer);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void sparesTheOuterBodyWhenTheInnerOneEnds() {
		RunningBody outer = this.thread.enter(this.first, RunningBody.Kind.BODY);
		RunningBody inner = this.thread.enter(this.second, RunningBody.Kind.BODY);
		end(this.second);
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		this.thread.leave(inner);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(innermost()).isSameAs(this.first);
		this.thread.leave(outer);
	}

	@Test
	void interruptsReentrantBodiesOnce() {
		RunningBody outer = this.thread.enter(this.first, RunningBody.Kind.BODY);
		RunningBody inner = this.thread.enter(this.first, RunningBody.Kind.BODY);
		end(this.first);
		assertThat(Thread.interrupted()).isTrue();
		end(this.first);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		this.thread.leave(inner);
		this.thread.leave(outer);
	}

	@Test
	void waitsForBodiesAndNotForHandlers() {
		RunningBody handler = this.thread.enter(this.first, RunningBody.Kind.HANDLER);
		assertThat(GuardedThread.runsBody(this.first)).isFalse();
		RunningBody body = this.thread.enter(this.first, RunningBody.Kind.UNINTERRUPTED_BODY);
		assertThat(GuardedThread.runsBody(this.first)).isTrue();
		assertThat(GuardedThread.runsBody(this.second)).isFalse();
		this.thread.leave(body);
		this.thread.leave(handler);
	}

	@Test
	void findsTheInnermostThatFits() {
		RunningBody outer = this.thread.enter(this.first, RunningBody.Kind.BODY);
		RunningBody inner = this.thread.enter(this.second, RunningBody.Kind.BODY);
		assertThat(innermost()).isSameAs(this.second);
		assertThat(GuardedThread.innermost(Held.class, (held) -> held == this.first)).isSameAs(this.first);
		this.thread.leave(inner);
		assertThat(GuardedThread.innermost(Held.class, (held) -> held == this.second)).isNull();
		this.thread.leave(outer);
	}

	@Test
	void neverInterruptsAThreadThatHasLeft() throws Exception {
		AtomicReference<Held> present = new AtomicReference<>(new Held());
		AtomicBoolean over = new AtomicBoolean();
		CompletableFuture<Integer> late = CompletableFuture.supplyAsync(() -> {
			int found = 0;
			GuardedThread guarded = GuardedThread.current();
			while (!over.get()) {
				Held held = present.get();
				RunningBody body = guarded.enter(held, RunningBody.Kind.BODY);
				held.mayStart();
				guarded.leave(body);
				found += Thread.interrupted() ? 1 : 0;
			}
			return found;
		}, this.threads);
		for (int round = 0; round < 20_000; round++) {
			end(present.getAndSet(new Held()));
		}
		over.set(true);
		assertThat(late.get()).isZero();
	}

	@Test
	void everyBodyThatBeganIsInterrupted() throws Exception {
		for (int round = 0; round < 2_000; round++) {
			Held held = new Held();
			CountDownLatch ready = new CountDownLatch(1);
			Future<?> body = this.threads.submit(() -> {
				GuardedThread guarded = GuardedThread.current();
				ready.countDown();
				RunningBody running = guarded.enter(held, RunningBody.Kind.BODY);
				if (held.mayStart()) {
					while (!Thread.currentThread().isInterrupted()) {
						Thread.onSpinWait();
					}
				}
				guarded.leave(running);
			});
			ready.await();
			end(held);
			assertThat(body).succeedsWithin(PATIENCE);
		}
	}

	private static Held innermost() {
		return GuardedThread.innermost(Held.class, (held) -> true);
	}

	private static void end(Held held) {
		held.revoke();
		GuardedThread.interruptAll(held);
	}

	private static final class Held implements Holding {

		private volatile boolean revoked;

		boolean mayStart() {
			return !this.revoked;
		}

		void revoke() {
			this.revoked = true;
		}

		@Override
		public boolean isEnding() {
			return false;
		}

		@Override
		public void bodyLeft() {
			throw new IllegalStateException();
		}

	}

}
