package io.github.zkspring.leader;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.github.zkspring.client.support.SerialTask;
import io.github.zkspring.guard.GuardedInvocation;
import io.github.zkspring.guard.InvocationStack;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells the application about the transitions of one election, in order, one at a time.
 * At most two wait: a grant that is revoked before its turn came never was, for the
 * handlers. A revocation first interrupts what still runs in the name of the leadership,
 * the handlers of the grant among it.
 */
class LeadershipTransitions {

	private static final Log logger = LogFactory.getLog(LeadershipTransitions.class);

	private final TransitionHandler handlers;

	private final Executor executor;

	private final SerialTask task;

	private final Deque<LeadershipTransition> waiting = new ArrayDeque<>();

	private final List<CompletableFuture<Void>> awaited = new ArrayList<>();

	private boolean handling;

	LeadershipTransitions(TransitionHandler handlers, Executor executor) {
		this.handlers = handlers;
		this.executor = executor;
		this.task = new SerialTask(executor, this::handleAll);
	}

	void granted(HeldLeadership leadership) {
		synchronized (this.waiting) {
			this.waiting.addLast(new LeadershipTransition(leadership, true));
		}
		this.task.signal();
	}

	void revoked(HeldLeadership leadership) {
		if (InvocationStack.isAnythingRunning(leadership)) {
			this.executor.execute(() -> InvocationStack.interruptAll(leadership));
		}
		synchronized (this.waiting) {
			LeadershipTransition last = this.waiting.peekLast();
			if (last != null && last.granted()) {
				this.waiting.removeLast();
			}
			else {
				this.waiting.addLast(new LeadershipTransition(leadership, false));
			}
		}
		this.task.signal();
	}

	/**
	 * Take the application's reaction to something off the thread of an engine.
	 * @param done what it waits for
	 * @return completes on a thread of the handlers
	 */
	CompletableFuture<Void> handOver(CompletableFuture<Void> done) {
		return done.thenRunAsync(() -> {
		}, this.executor);
	}

	/**
	 * Wait for the handlers.
	 * @return completes when no transition waits and none is being handled
	 */
	CompletableFuture<Void> handled() {
		CompletableFuture<Void> handled = new CompletableFuture<>();
		synchronized (this.waiting) {
			if (this.waiting.isEmpty() && !this.handling) {
				handled.complete(null);
			}
			else {
				this.awaited.add(handled);
			}
		}
		return handled;
	}

	/**
	 * Whether the next leader has to wait for the handlers of this one's end.
	 * @return {@code true} when there are methods to call
	 */
	boolean isAwaited() {
		return this.handlers.isAwaited();
	}

	private void handleAll() {
		for (LeadershipTransition transition = next(); transition != null; transition = next()) {
			handle(transition);
		}
	}

	private void handle(LeadershipTransition transition) {
		if (!transition.granted()) {
			call(transition);
			return;
		}
		InvocationStack thread = InvocationStack.current();
		GuardedInvocation body = thread.enter(transition.leadership(), GuardedInvocation.Kind.HANDLER);
		try {
			if (transition.leadership().isRevoked()) {
				InvocationStack.interruptAll(transition.leadership());
			}
			call(transition);
		}
		finally {
			thread.leave(body);
		}
	}

	private void call(LeadershipTransition transition) {
		try {
			this.handlers.handle(transition);
		}
		catch (Exception ex) {
			logger.error("A handler failed: " + transition, ex);
		}
	}

	private @Nullable LeadershipTransition next() {
		List<CompletableFuture<Void>> done = List.of();
		LeadershipTransition next;
		synchronized (this.waiting) {
			next = this.waiting.pollFirst();
			this.handling = next != null;
			if (next == null) {
				done = List.copyOf(this.awaited);
				this.awaited.clear();
			}
		}
		done.forEach((future) -> future.complete(null));
		return next;
	}

}
