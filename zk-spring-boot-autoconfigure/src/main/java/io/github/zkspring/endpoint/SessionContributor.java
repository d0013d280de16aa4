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
 * The part {@code session}: what the session is like, and its last transitions.
 *
 * @since 0.1.0
 */
@RegisterReflectionForBinding(SessionContributor.SessionDescriptor.class)
public class SessionContributor implements ZkEndpointContributor {

	private final CuratorSession session;

	private final SessionHistory history = new SessionHistory();

	/**
	 * Create the part. Transitions are kept from now on.
	 * @param session the session to tell about
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
	 * A session.
	 *
	 * @param state its state
	 * @param since when that state began
	 * @param id its id, {@code 0x0} before the first connection
	 * @param server the server, while connected and known
	 * @param negotiatedTimeout its timeout
	 * @param lease what is left of its lease
	 * @param lastError what was wrong at the servers last
	 * @param transitions the last ones, the newest first
	 */
	public record SessionDescriptor(ZkSessionState state, Instant since, String id, @Nullable String server,
			Duration negotiatedTimeout, Duration lease, @Nullable String lastError,
			List<TransitionDescriptor> transitions) {

	}

	/**
	 * A transition.
	 *
	 * @param state the state that began
	 * @param previous the state that ended
	 * @param id the id of the session
	 * @param at when
	 */
	public record TransitionDescriptor(ZkSessionState state, ZkSessionState previous, String id, Instant at) {

		static TransitionDescriptor of(ZkSessionStateEvent event) {
			return new TransitionDescriptor(event.state(), event.previous(), ZkEndpoint.hex(event.sessionId()),
					event.at());
		}

	}

	/**
	 * The last {@value #SIZE} transitions of the session.
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
		 * What is known.
		 * @return the transitions, the newest first
		 */
		synchronized List<ZkSessionStateEvent> transitions() {
			return List.copyOf(this.transitions);
		}

	}

}
