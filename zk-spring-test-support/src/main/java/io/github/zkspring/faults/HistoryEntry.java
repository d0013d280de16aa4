package io.github.zkspring.faults;

/**
 * Something that happened to a member, on the monotonic clock of the machine, which all
 * its processes share.
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
	 * Something that took no time.
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
	 * The kinds of entries.
	 */
	public enum Kind {

		/**
		 * The member has a session, and takes part.
		 */
		STARTED,

		/**
		 * The wall clock of the member jumped; the token tells how far, in seconds.
		 */
		JUMPED,

		/**
		 * Something only the leader may do.
		 */
		EXECUTION,

		/**
		 * The nemesis held the process of the member.
		 */
		STOPPED,

		/**
		 * A fenced increment of the register that was acknowledged.
		 */
		INCREMENT,

		/**
		 * A fenced increment of the register whose answer got lost.
		 */
		INDETERMINATE,

		/**
		 * A fenced increment that was refused because its token is stale.
		 */
		REFUSED

	}

}
