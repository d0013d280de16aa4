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
 * Tests for {@link InvocationStack}.
 */
class InvocationStackTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final TestRight first = new TestRight();

	private final TestRight second = new TestRight();

	private final InvocationStack stack = InvocationStack.current();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void shutDown() {
		this.threads.shutdownNow();
		assertThat(Thread.interrupted()).isFalse();
		assertThat(innermost()).isNull();
	}

	@Test
	void interruptsRunningBodyAndClearsFlagWhenBodyEnds() {
		GuardedInvocation invocation = this.stack.enter(this.first, GuardedInvocation.Kind.BODY);
		end(this.first);
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		this.stack.leave(invocation);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void interruptsOnlyBodiesOfTheEndedRight() throws Exception {
		GuardedInvocation invocation = this.stack.enter(this.second, GuardedInvocation.Kind.BODY);
		CountDownLatch entered = new CountDownLatch(1);
		Future<?> other = this.threads.submit(() -> {
			InvocationStack current = InvocationStack.current();
			GuardedInvocation interrupted = current.enter(this.first, GuardedInvocation.Kind.BODY);
			entered.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				assertThat(Thread.currentThread().isInterrupted()).isFalse();
			}
			current.leave(interrupted);
		});
		entered.await();
		end(this.first);
		assertThat(other).succeedsWithin(TIMEOUT);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		this.stack.leave(invocation);
	}

	@Test
	void doesNotInterruptUninterruptedBody() {
		GuardedInvocation invocation = this.stack.enter(this.first, GuardedInvocation.Kind.UNINTERRUPTED_BODY);
		end(this.first);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		this.stack.leave(invocation);
	}

	@Test
	void keepsInterruptFlagThatWasSetBefore() {
		GuardedInvocation invocation = this.stack.enter(this.first, GuardedInvocation.Kind.BODY);
		Thread.currentThread().interrupt();
		end(this.first);
		this.stack.leave(invocation);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void interruptsOuterBodyWhileInnerOneRuns() {
		GuardedInvocation outer = this.stack.enter(this.first, GuardedInvocation.Kind.BODY);
		GuardedInvocation inner = this.stack.enter(this.second, GuardedInvocation.Kind.BODY);
		end(this.first);
		this.stack.leave(inner);
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		this.stack.leave(outer);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void clearsFlagForOuterBodyWhenInnerRightEnded() {
		GuardedInvocation outer = this.stack.enter(this.first, GuardedInvocation.Kind.BODY);
		GuardedInvocation inner = this.stack.enter(this.second, GuardedInvocation.Kind.BODY);
		end(this.second);
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		this.stack.leave(inner);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(innermost()).isSameAs(this.first);
		this.stack.leave(outer);
	}

	@Test
	void interruptsReentrantBodiesOnce() {
		GuardedInvocation outer = this.stack.enter(this.first, GuardedInvocation.Kind.BODY);
		GuardedInvocation inner = this.stack.enter(this.first, GuardedInvocation.Kind.BODY);
		end(this.first);
		assertThat(Thread.interrupted()).isTrue();
		end(this.first);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		this.stack.leave(inner);
		this.stack.leave(outer);
	}

	@Test
	void reportsRunningBodiesButNotHandlers() {
		GuardedInvocation handler = this.stack.enter(this.first, GuardedInvocation.Kind.HANDLER);
		assertThat(InvocationStack.isBodyRunning(this.first)).isFalse();
		GuardedInvocation invocation = this.stack.enter(this.first, GuardedInvocation.Kind.UNINTERRUPTED_BODY);
		assertThat(InvocationStack.isBodyRunning(this.first)).isTrue();
		assertThat(InvocationStack.isBodyRunning(this.second)).isFalse();
		this.stack.leave(invocation);
		this.stack.leave(handler);
	}

	@Test
	void findsInnermostMatchingRight() {
		GuardedInvocation outer = this.stack.enter(this.first, GuardedInvocation.Kind.BODY);
		GuardedInvocation inner = this.stack.enter(this.second, GuardedInvocation.Kind.BODY);
		assertThat(innermost()).isSameAs(this.second);
		assertThat(InvocationStack.innermost(TestRight.class, (right) -> right == this.first)).isSameAs(this.first);
		this.stack.leave(inner);
		assertThat(InvocationStack.innermost(TestRight.class, (right) -> right == this.second)).isNull();
		this.stack.leave(outer);
	}

	@Test
	void doesNotInterruptThreadThatHasLeftBody() throws Exception {
		AtomicReference<TestRight> shared = new AtomicReference<>(new TestRight());
		AtomicBoolean stopped = new AtomicBoolean();
		CompletableFuture<Integer> lateInterrupts = CompletableFuture.supplyAsync(() -> {
			int found = 0;
			InvocationStack current = InvocationStack.current();
			while (!stopped.get()) {
				TestRight right = shared.get();
				GuardedInvocation invocation = current.enter(right, GuardedInvocation.Kind.BODY);
				right.isValid();
				current.leave(invocation);
				found += Thread.interrupted() ? 1 : 0;
			}
			return found;
		}, this.threads);
		for (int round = 0; round < 20_000; round++) {
			end(shared.getAndSet(new TestRight()));
		}
		stopped.set(true);
		assertThat(lateInterrupts.get()).isZero();
	}

	@Test
	void interruptsEveryBodyThatHasStarted() throws Exception {
		for (int round = 0; round < 2_000; round++) {
			TestRight right = new TestRight();
			CountDownLatch ready = new CountDownLatch(1);
			Future<?> body = this.threads.submit(() -> {
				InvocationStack current = InvocationStack.current();
				ready.countDown();
				GuardedInvocation running = current.enter(right, GuardedInvocation.Kind.BODY);
				if (right.isValid()) {
					while (!Thread.currentThread().isInterrupted()) {
						Thread.onSpinWait();
					}
				}
				current.leave(running);
			});
			ready.await();
			end(right);
			assertThat(body).succeedsWithin(TIMEOUT);
		}
	}

	private static TestRight innermost() {
		return InvocationStack.innermost(TestRight.class, (right) -> true);
	}

	private static void end(TestRight right) {
		right.revoke();
		InvocationStack.interruptAll(right);
	}

	private static final class TestRight implements GuardedRight {

		private volatile boolean revoked;

		boolean isValid() {
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
		public void invocationEnded() {
			throw new IllegalStateException();
		}

	}

}
