package io.github.zkspring.leader;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.zkspring.client.ZkConnection;
import io.github.zkspring.contender.OnSuspended;
import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.fencing.FencingZnode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link GuardedThread}: who is interrupted, and who never is.
 */
class GuardedThreadTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final ZkConnection connection = mock(ZkConnection.class);

	private final HeldLeadership first = held("first");

	private final HeldLeadership second = held("second");

	private final GuardedThread thread = GuardedThread.current();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@BeforeEach
	void certain() {
		given(this.connection.isCertain(anyLong())).willReturn(true);
	}

	@AfterEach
	void shutDown() {
		this.threads.shutdownNow();
		assertThat(Thread.interrupted()).isFalse();
		assertThat(GuardedThread.leadership()).isNull();
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
		assertThat(GuardedThread.leadership()).isSameAs(this.first);
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
	void neverInterruptsAThreadThatHasLeft() throws Exception {
		AtomicReference<HeldLeadership> present = new AtomicReference<>(held("races"));
		AtomicBoolean over = new AtomicBoolean();
		CompletableFuture<Integer> late = CompletableFuture.supplyAsync(() -> {
			int found = 0;
			GuardedThread guarded = GuardedThread.current();
			while (!over.get()) {
				HeldLeadership leadership = present.get();
				RunningBody body = guarded.enter(leadership, RunningBody.Kind.BODY);
				leadership.mayStart();
				guarded.leave(body);
				found += Thread.interrupted() ? 1 : 0;
			}
			return found;
		}, this.threads);
		for (int round = 0; round < 20_000; round++) {
			end(present.getAndSet(held("races")));
		}
		over.set(true);
		assertThat(late.get()).isZero();
	}

	@Test
	void everyBodyThatBeganIsInterrupted() throws Exception {
		for (int round = 0; round < 2_000; round++) {
			HeldLeadership leadership = held("round");
			CountDownLatch ready = new CountDownLatch(1);
			Future<?> body = this.threads.submit(() -> {
				GuardedThread guarded = GuardedThread.current();
				ready.countDown();
				RunningBody running = guarded.enter(leadership, RunningBody.Kind.BODY);
				if (leadership.mayStart()) {
					while (!Thread.currentThread().isInterrupted()) {
						Thread.onSpinWait();
					}
				}
				guarded.leave(running);
			});
			ready.await();
			end(leadership);
			assertThat(body).succeedsWithin(PATIENCE);
		}
	}

	private static void end(HeldLeadership leadership) {
		leadership.revoke();
		GuardedThread.interruptAll(leadership);
	}

	private HeldLeadership held(String election) {
		return new HeldLeadership(election, new FencingZnode("/leaders/jobs/me", new FencingToken(42)), 7,
				this.connection, OnSuspended.HOLD);
	}

}
