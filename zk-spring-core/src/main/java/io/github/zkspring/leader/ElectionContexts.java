package io.github.zkspring.leader;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * The running contexts of one election. All of them receive its transitions, and those
 * that use the election let this instance participate.
 */
class ElectionContexts {

	private final String election;

	private final Map<QueueLeaderElections, LeadershipTransitions> contexts = new LinkedHashMap<>();

	private final Set<QueueLeaderElections> users = new HashSet<>();

	private @Nullable HeldLeadership present;

	/**
	 * Creates an empty set of contexts.
	 * @param election the name of the election
	 */
	ElectionContexts(String election) {
		this.election = election;
	}

	/**
	 * Adds a context that receives transitions from now on. A present leadership is
	 * granted to it.
	 * @param context the context
	 */
	synchronized void add(QueueLeaderElections context) {
		LeadershipTransitions transitions = context.transitions(this.election);
		if (this.contexts.putIfAbsent(context, transitions) == null && this.present != null) {
			transitions.granted(this.present);
		}
	}

	synchronized void use(QueueLeaderElections context) {
		this.users.add(context);
	}

	synchronized boolean isUsed() {
		return !this.users.isEmpty();
	}

	/**
	 * Removes a context, unless it is the last one that uses the election: this one
	 * receives the end of the leadership before {@link #removeUnused}.
	 * @param context the context
	 * @return whether it is the last one
	 */
	synchronized boolean leave(QueueLeaderElections context) {
		boolean last = this.users.remove(context) && this.users.isEmpty();
		if (!last) {
			removeUnused(context);
		}
		return last;
	}

	/**
	 * Removes a context, if it does not use the election again. Its part of a present
	 * leadership ends.
	 * @param context the context
	 */
	synchronized void removeUnused(QueueLeaderElections context) {
		LeadershipTransitions transitions = this.users.contains(context) ? null : this.contexts.remove(context);
		if (transitions != null && this.present != null) {
			transitions.ended(this.present);
		}
	}

	synchronized void granted(HeldLeadership leadership) {
		this.present = leadership;
		this.contexts.values().forEach((context) -> context.granted(leadership));
	}

	synchronized void revoked(HeldLeadership leadership) {
		this.present = null;
		this.contexts.values().forEach((context) -> context.revoked(leadership));
	}

	synchronized boolean haveHandlers() {
		return this.contexts.values().stream().anyMatch(LeadershipTransitions::hasHandlers);
	}

	/**
	 * Returns a future for the delivery of all transitions so far.
	 * @return completes when all contexts have received them
	 */
	synchronized CompletableFuture<Void> delivered() {
		return CompletableFuture.allOf(this.contexts.values()
			.stream()
			.map(LeadershipTransitions::delivered)
			.toArray(CompletableFuture[]::new));
	}

}
