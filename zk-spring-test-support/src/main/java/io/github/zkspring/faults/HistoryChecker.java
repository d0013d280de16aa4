package io.github.zkspring.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import io.github.zkspring.faults.HistoryEntry.Kind;

/**
 * Checks the recorded histories of several members against the promises.
 */
public final class HistoryChecker {

	private static final int LINES = 10;

	private final List<HistoryEntry> executions;

	private final List<HistoryEntry> stops;

	private final List<HistoryEntry> history;

	/**
	 * Creates a checker for a history.
	 * @param history the entries of all members and of the nemesis, in any order
	 */
	public HistoryChecker(List<HistoryEntry> history) {
		this.history = List.copyOf(history);
		this.executions = of(Kind.EXECUTION);
		this.stops = of(Kind.STOPPED);
	}

	private List<HistoryEntry> of(Kind kind) {
		return this.history.stream()
			.filter((entry) -> entry.kind() == kind)
			.sorted(Comparator.comparingLong(HistoryEntry::start))
			.toList();
	}

	/**
	 * Returns violations of mutual exclusion: executions of two members at the same time,
	 * unless the nemesis stopped the earlier one in its midst, and tokens that do not
	 * grow from member to member.
	 * @return one line a violation, the first ones only; none for a history that is right
	 */
	public List<String> violations() {
		List<String> violations = new ArrayList<>();
		List<HistoryEntry> running = new ArrayList<>();
		HistoryEntry newest = null;
		for (HistoryEntry execution : this.executions) {
			running.removeIf((earlier) -> earlier.end() < execution.start());
			running.stream()
				.filter((earlier) -> !earlier.member().equals(execution.member()))
				.filter((earlier) -> !wasStopped(earlier, execution.start()))
				.forEach((earlier) -> violations.add(execution + " began within " + earlier));
			running.add(execution);
			if (newest != null && !mayFollow(newest, execution)) {
				violations.add(execution + " began after " + newest);
			}
			if (newest == null || execution.token() > newest.token()) {
				newest = execution;
			}
		}
		return violations.stream().limit(LINES).toList();
	}

	private boolean wasStopped(HistoryEntry execution, long until) {
		return this.stops.stream()
			.anyMatch((stop) -> stop.member().equals(execution.member()) && stop.start() <= until
					&& stop.end() >= execution.start());
	}

	private static boolean mayFollow(HistoryEntry newest, HistoryEntry next) {
		return next.token() > newest.token()
				|| (next.token() == newest.token() && next.member().equals(newest.member()));
	}

	/**
	 * Returns the longest time for which a member kept starting executions after another
	 * one had begun to.
	 * @return the overlap, zero when every member had its last one before
	 */
	public Duration overlap() {
		long longest = 0;
		HistoryEntry newest = null;
		long since = 0;
		for (HistoryEntry execution : this.executions) {
			if (newest == null || execution.token() > newest.token()) {
				since = (newest != null && newest.member().equals(execution.member())) ? since : execution.start();
				newest = execution;
			}
			else if (!execution.member().equals(newest.member())) {
				longest = Math.max(longest, execution.start() - since);
			}
		}
		return Duration.ofNanos(longest);
	}

	/**
	 * Returns the start of the first execution of a member.
	 * @param member the member
	 * @param after only executions after that time count
	 * @return the time on the monotonic clock
	 */
	public Optional<Long> firstExecution(String member, long after) {
		return this.executions.stream()
			.filter((execution) -> execution.member().equals(member) && execution.start() > after)
			.map(HistoryEntry::start)
			.findFirst();
	}

	/**
	 * Returns the start of the last execution of a member.
	 * @param member the member
	 * @return the time on the monotonic clock
	 */
	public Optional<Long> lastExecution(String member) {
		return this.executions.stream()
			.filter((execution) -> execution.member().equals(member))
			.reduce((first, second) -> second)
			.map(HistoryEntry::start);
	}

	/**
	 * Returns increments that were acknowledged with a stale token: started after one
	 * with a higher token had been acknowledged.
	 * @return the first ones; none for fencing that works
	 */
	public List<HistoryEntry> staleIncrements() {
		List<HistoryEntry> stale = new ArrayList<>();
		Iterator<HistoryEntry> acknowledged = of(Kind.INCREMENT).stream()
			.sorted(Comparator.comparingLong(HistoryEntry::end))
			.iterator();
		HistoryEntry next = acknowledged.hasNext() ? acknowledged.next() : null;
		long highest = 0;
		for (HistoryEntry increment : of(Kind.INCREMENT)) {
			while (next != null && next.end() < increment.start()) {
				highest = Math.max(highest, next.token());
				next = acknowledged.hasNext() ? acknowledged.next() : null;
			}
			if (increment.token() < highest) {
				stale.add(increment);
			}
		}
		return stale.stream().limit(LINES).toList();
	}

	/**
	 * Counts the entries of a kind.
	 * @param kind the kind
	 * @return their number
	 */
	public int count(Kind kind) {
		return of(kind).size();
	}

	/**
	 * Returns whether a register holds the sum of its increments: every acknowledged
	 * increment, and no increment that was never sent.
	 * @param register what it holds at the end
	 * @return {@code true} when nothing was lost and nothing was added
	 */
	public boolean explains(long register) {
		long acknowledged = of(Kind.INCREMENT).size();
		return register >= acknowledged && register <= acknowledged + of(Kind.INDETERMINATE).size();
	}

}
