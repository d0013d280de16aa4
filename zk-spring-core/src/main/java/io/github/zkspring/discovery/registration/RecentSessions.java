package io.github.zkspring.discovery.registration;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The most recent sessions under which this process may have written its record. A record
 * of another session belongs to another process.
 */
class RecentSessions {

	private static final int LIMIT = 16;

	private final Deque<Long> sessions = new ArrayDeque<>();

	void add(long session) {
		if (!this.sessions.contains(session)) {
			if (this.sessions.size() == LIMIT) {
				this.sessions.removeFirst();
			}
			this.sessions.addLast(session);
		}
	}

	boolean contains(long session) {
		return this.sessions.contains(session);
	}

	boolean isEmpty() {
		return this.sessions.isEmpty();
	}

}
