package io.github.zkspring.endpoint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkSessionStateEvent;

/**
 * The last {@value #SIZE} transitions of the session.
 */
class SessionHistory implements Consumer<ZkSessionStateEvent> {

	static final int SIZE = 50;

	private final Deque<ZkSessionStateEvent> transitions = new ArrayDeque<>(SIZE);

	@Override
	public synchronized void accept(ZkSessionStateEvent transition) {
		if (this.transitions.size() == SIZE) {
			this.transitions.removeLast();
		}
		this.transitions.addFirst(transition);
	}

	/**
	 * What is known.
	 * @return the transitions, the newest first
	 */
	synchronized List<ZkSessionStateEvent> transitions() {
		return List.copyOf(this.transitions);
	}

}
