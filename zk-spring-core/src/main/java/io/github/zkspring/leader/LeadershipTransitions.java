package io.github.zkspring.leader;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

import io.github.zkspring.client.support.SerialTask;
import io.github.zkspring.guard.GuardedInvocation;
import io.github.zkspring.guard.InvocationStack;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Delivers the transitions of one election to the application, in order and one at a
 * time: first to the handler methods, in the order of their beans, then as an application
 * event. Handlers that throw do not affect each other.
 *
 * <p>
 * At most two transitions are queued: a grant that is revoked before it was delivered is
 * dropped together with its revocation. A revocation first interrupts everything that
 * still runs under the leadership, including handlers of the grant.
 */
class LeadershipTransitions {

	private static final Log logger = LogFactory.getLog(LeadershipTransitions.class);

	private final ApplicationEventPublisher publisher;

	private final Executor executor;

	private final List<LeadershipHandlerMethod> handlers = new CopyOnWriteArrayList<>();

	private final SerialTask task;

	private final Deque<Transition> queue = new ArrayDeque<>();

	private final List<CompletableFuture<Void>> waiters = new ArrayList<>();

	private boolean delivering;

	LeadershipTransitions(ApplicationEventPublisher publisher, Executor executor) {
		this.publisher = publisher;
		this.executor = executor;
		this.task = new SerialTask(executor, this::deliverAll);
	}

	void addHandler(LeadershipHandlerMethod handler) {
		this.handlers.add(handler);
	}

	/**
	 * Tests whether the next leader has to wait for handler methods of the revocation.
	 * @return {@code true} when there are handler methods
	 */
	boolean hasHandlers() {
		return !this.handlers.isEmpty();
	}

	void granted(HeldLeadership leadership) {
		synchronized (this.queue) {
			this.queue.addLast(new Transition(leadership, true));
		}
		this.task.signal();
	}

	void revoked(HeldLeadership leadership) {
		if (InvocationStack.isAnythingRunning(leadership)) {
			this.executor.execute(() -> InvocationStack.interruptAll(leadership));
		}
		synchronized (this.queue) {
			Transition last = this.queue.peekLast();
			if (last != null && last.granted()) {
				this.queue.removeLast();
			}
			else {
				this.queue.addLast(new Transition(leadership, false));
			}
		}
		this.task.signal();
	}

	/**
	 * Moves the completion of a future from the event loop to a thread for application
	 * code.
	 * @param future the future
	 * @return completes after it, on a thread of the handlers
	 */
	CompletableFuture<Void> completeOnHandlerThread(CompletableFuture<Void> future) {
		return future.thenRunAsync(() -> {
		}, this.executor);
	}

	/**
	 * Returns a future for the delivery of all transitions so far.
	 * @return completes when no transition is queued or being delivered
	 */
	CompletableFuture<Void> delivered() {
		CompletableFuture<Void> delivered = new CompletableFuture<>();
		synchronized (this.queue) {
			if (this.queue.isEmpty() && !this.delivering) {
				delivered.complete(null);
			}
			else {
				this.waiters.add(delivered);
			}
		}
		return delivered;
	}

	private void deliverAll() {
		for (Transition transition = next(); transition != null; transition = next()) {
			deliver(transition);
		}
	}

	private @Nullable Transition next() {
		List<CompletableFuture<Void>> done = List.of();
		Transition next;
		synchronized (this.queue) {
			next = this.queue.pollFirst();
			this.delivering = next != null;
			if (next == null) {
				done = List.copyOf(this.waiters);
				this.waiters.clear();
			}
		}
		done.forEach((future) -> future.complete(null));
		return next;
	}

	private void deliver(Transition transition) {
		HeldLeadership leadership = transition.leadership();
		if (!transition.granted()) {
			callHandlers(transition);
			return;
		}
		InvocationStack stack = InvocationStack.current();
		GuardedInvocation handler = stack.enter(leadership, GuardedInvocation.Kind.HANDLER);
		try {
			if (leadership.isRevoked()) {
				InvocationStack.interruptAll(leadership);
			}
			callHandlers(transition);
		}
		finally {
			stack.leave(handler);
		}
	}

	private void callHandlers(Transition transition) {
		this.handlers.forEach((handler) -> call(transition, () -> handler.handle(transition)));
		call(transition, () -> this.publisher.publishEvent(transition.event()));
	}

	private static void call(Transition transition, Runnable listener) {
		try {
			listener.run();
		}
		catch (Exception ex) {
			logger.error("A listener failed for " + transition.event(), ex);
		}
	}

	/**
	 * The beginning or the end of a leadership.
	 *
	 * @param leadership the leadership
	 * @param granted whether it begins
	 */
	record Transition(HeldLeadership leadership, boolean granted) {

		/**
		 * Returns the application event for the transition.
		 * @return a {@link LeadershipGrantedEvent} or {@link LeadershipRevokedEvent}
		 */
		Object event() {
			return this.granted ? new LeadershipGrantedEvent(this.leadership.election(), this.leadership.token())
					: new LeadershipRevokedEvent(this.leadership.election(), this.leadership.token());
		}

	}

}
