package io.github.zkspring.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.client.connection.CuratorSession;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;

/**
 * {@link ZkEndpointContributor} for the part {@code session}: the state of the session
 * and its last transitions.
 *
 * @since 0.1.0
 */
@RegisterReflectionForBinding(SessionContributor.SessionDescriptor.class)
public class SessionContributor implements ZkEndpointContributor {

	private final CuratorSession session;

	private final SessionHistory history = new SessionHistory();

	/**
	 * Creates the contributor and starts recording transitions.
	 * @param session the session
	 */
	public SessionContributor(CuratorSession session) {
		this.session = session;
		session.addStateListener(this.history);
	}

	@Override
	public String key() {
		return "session";
	}

	@Override
	public SessionDescriptor describe() {
		return new SessionDescriptor(this.session.state(), this.session.since(), ZkEndpoint.hex(this.session.id()),
				this.session.server().orElse(null), this.session.negotiatedTimeout(), this.session.lease(),
				this.session.lastError().orElse(null),
				this.history.transitions().stream().map(TransitionDescriptor::of).toList());
	}

	/**
	 * State of the session.
	 *
	 * @param state the state
	 * @param since when the state began
	 * @param id the session id, {@code 0x0} before the first connection
	 * @param server the server, {@code null} while disconnected or unknown
	 * @param negotiatedTimeout the negotiated session timeout
	 * @param lease the remaining lease
	 * @param lastError the last error of the connection diagnosis
	 * @param transitions the last transitions, newest first
	 */
	public record SessionDescriptor(ZkSessionState state, Instant since, String id, @Nullable String server,
			Duration negotiatedTimeout, Duration lease, @Nullable String lastError,
			List<TransitionDescriptor> transitions) {

	}

	/**
	 * Transition of the session.
	 *
	 * @param state the new state
	 * @param previous the previous state
	 * @param id the session id
	 * @param at the time of the transition
	 */
	public record TransitionDescriptor(ZkSessionState state, ZkSessionState previous, String id, Instant at) {

		static TransitionDescriptor of(ZkSessionStateEvent event) {
			return new TransitionDescriptor(event.state(), event.previous(), ZkEndpoint.hex(event.sessionId()),
					event.at());
		}

	}

	/**
	 * Last {@value #SIZE} transitions of the session.
	 */
	static final class SessionHistory implements Consumer<ZkSessionStateEvent> {

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
		 * Returns the transitions.
		 * @return the transitions, newest first
		 */
		synchronized List<ZkSessionStateEvent> transitions() {
			return List.copyOf(this.transitions);
		}

	}

}
