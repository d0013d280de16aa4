package io.github.zkspring.faults;

/**
 * One event of a member, timed by the monotonic clock that all processes of a machine
 * share.
 *
 * @param member who
 * @param token the fencing token under which it acted, {@code 0} where there is none
 * @param start when it began, in nanoseconds
 * @param end when it ended, in nanoseconds
 * @param kind what it was
 */
public record HistoryEntry(String member, long token, long start, long end, Kind kind) {

	static HistoryEntry parse(String line) {
		String[] fields = line.split(" ");
		return new HistoryEntry(fields[0], Long.parseLong(fields[1]), Long.parseLong(fields[2]),
				Long.parseLong(fields[3]), Kind.valueOf(fields[4]));
	}

	/**
	 * Creates an entry for an event without a duration.
	 * @param member who
	 * @param kind what
	 * @return the entry
	 */
	public static HistoryEntry now(String member, Kind kind) {
		long now = System.nanoTime();
		return new HistoryEntry(member, 0, now, now, kind);
	}

	String line() {
		return "%s %d %d %d %s".formatted(this.member, this.token, this.start, this.end, this.kind);
	}

	/**
	 * Kinds of events.
	 */
	public enum Kind {

		/**
		 * The member has a session and participates.
		 */
		STARTED,

		/**
		 * The wall clock of the member jumped; the token is the distance in seconds.
		 */
		JUMPED,

		/**
		 * The leader executed guarded work.
		 */
		EXECUTION,

		/**
		 * The nemesis suspended the process of the member.
		 */
		STOPPED,

		/**
		 * The server acknowledged a fenced increment of the register.
		 */
		INCREMENT,

		/**
		 * The answer to a fenced increment of the register was lost.
		 */
		INDETERMINATE,

		/**
		 * A fenced increment was refused because its token is stale.
		 */
		REFUSED

	}

}
