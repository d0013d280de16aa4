package io.github.zkspring.leader;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

import io.github.zkspring.guard.GuardedInvocation;
import io.github.zkspring.guard.InvocationStack;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Delivers the transitions of one election to one context, in order and one at a time:
 * first to the handler methods, in the order of their beans, then as an application
 * event. Handlers that throw do not affect each other.
 *
 * <p>
 * A grant that is revoked before its delivery has begun is dropped together with its
 * revocation. A revocation first interrupts everything that still runs under the
 * leadership, including handlers of the grant.
 *
 * <p>
 * A new object of a scoped bean receives the grant of the current leadership.
 */
class LeadershipTransitions {

	private static final Log logger = LogFactory.getLog(LeadershipTransitions.class);

	private final ApplicationEventPublisher publisher;

	private final Executor executor;

	private final List<LeadershipHandlerMethod> handlers = new CopyOnWriteArrayList<>();

	/** The grant whose delivery has not begun. */
	private @Nullable Transition pendingGrant;

	private CompletableFuture<Void> lastDelivery = CompletableFuture.completedFuture(null);

	/** The grant that was delivered last, until the delivery of its revocation. */
	private @Nullable Transition current;

	LeadershipTransitions(ApplicationEventPublisher publisher, Executor executor) {
		this.publisher = publisher;
		this.executor = executor;
	}

	void addHandler(LeadershipHandlerMethod handler) {
		this.handlers.add(handler);
		handler.onReplacement(this::checkReplacements);
	}

	/**
	 * Tests whether the next leader has to wait for handler methods of the revocation.
	 * @return {@code true} when there are handler methods
	 */
	boolean hasHandlers() {
		return !this.handlers.isEmpty();
	}

	synchronized void granted(HeldLeadership leadership) {
		Transition grant = new Transition(leadership, true);
		this.pendingGrant = grant;
		this.lastDelivery = this.lastDelivery.thenRunAsync(() -> deliverGrant(grant), this.executor);
	}

	void revoked(HeldLeadership leadership) {
		if (InvocationStack.isAnythingRunning(leadership)) {
			this.executor.execute(() -> InvocationStack.interruptAll(leadership));
		}
		ended(leadership);
	}

	private synchronized void checkReplacements() {
		this.lastDelivery = this.lastDelivery.thenRunAsync(this::deliverToReplaced, this.executor);
	}

	/**
	 * Delivers the revocation without an interrupt, to a context that closes while the
	 * leadership continues.
	 * @param leadership the leadership
	 */
	synchronized void ended(HeldLeadership leadership) {
		if (this.pendingGrant == null) {
			Transition revocation = new Transition(leadership, false);
			this.lastDelivery = this.lastDelivery.thenRunAsync(() -> deliverRevocation(revocation), this.executor);
		}
		this.pendingGrant = null;
	}

	/**
	 * Returns a future for the delivery of all transitions so far.
	 * @return completes when they are delivered
	 */
	synchronized CompletableFuture<Void> delivered() {
		return this.lastDelivery;
	}

	private void deliverGrant(Transition grant) {
		synchronized (this) {
			if (this.pendingGrant != grant) {
				return;
			}
			this.pendingGrant = null;
		}
		this.current = grant;
		runUnderLeadership(grant.leadership(), () -> callListeners(grant));
	}

	private void deliverRevocation(Transition revocation) {
		this.current = null;
		callListeners(revocation);
	}

	private void deliverToReplaced() {
		Transition grant = this.current;
		List<LeadershipHandlerMethod> replaced = (grant != null)
				? this.handlers.stream().filter(LeadershipHandlerMethod::isReplaced).toList() : List.of();
		if (grant != null && !replaced.isEmpty()) {
			runUnderLeadership(grant.leadership(), () -> callHandlers(grant, replaced));
		}
	}

	private static void runUnderLeadership(HeldLeadership leadership, Runnable calls) {
		InvocationStack stack = InvocationStack.current();
		GuardedInvocation handler = stack.enter(leadership, GuardedInvocation.Kind.HANDLER);
		try {
			if (leadership.isRevoked()) {
				InvocationStack.interruptAll(leadership);
			}
			calls.run();
		}
		finally {
			stack.leave(handler);
		}
	}

	private void callListeners(Transition transition) {
		callHandlers(transition, this.handlers);
		call(transition, () -> this.publisher.publishEvent(transition.event()));
	}

	private static void callHandlers(Transition transition, List<LeadershipHandlerMethod> handlers) {
		handlers.forEach((handler) -> call(transition, () -> handler.handle(transition)));
	}

	private static void call(Transition transition, Runnable listener) {
		try {
			listener.run();
		}
		// an error that escaped would end the chain of deliveries
		catch (Throwable ex) {
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
