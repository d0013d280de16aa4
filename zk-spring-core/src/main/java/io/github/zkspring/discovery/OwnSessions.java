package io.github.zkspring.discovery;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The last sessions of this process under which a record may have been written: what
 * belongs to one of them is not somebody else's.
 */
class OwnSessions {

	private static final int REMEMBERED = 16;

	private final Deque<Long> sessions = new ArrayDeque<>();

	void add(long session) {
		if (!this.sessions.contains(session)) {
			if (this.sessions.size() == REMEMBERED) {
				this.sessions.removeFirst();
			}
			this.sessions.addLast(session);
		}
	}

	boolean own(long session) {
		return this.sessions.contains(session);
	}

	boolean isEmpty() {
		return this.sessions.isEmpty();
	}

}
