package io.github.zkspring.leader;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Who is told about a transition: the methods of the election first, in the order of
 * their beans, then the listeners of the application events. One that throws keeps nobody
 * from being told.
 */
public class LeadershipHandlers {

	private static final Log logger = LogFactory.getLog(LeadershipHandlers.class);

	private final ApplicationEventPublisher publisher;

	private final Map<String, List<LeadershipHandler>> handlers = new ConcurrentHashMap<>();

	/**
	 * Create handlers, without methods yet.
	 * @param publisher where the events go
	 */
	public LeadershipHandlers(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	void add(LeadershipHandler handler) {
		this.handlers.computeIfAbsent(handler.election(), (election) -> new CopyOnWriteArrayList<>()).add(handler);
	}

	/**
	 * The handlers of one election, those added later included.
	 * @param election the name of the election
	 * @return the handlers
	 */
	TransitionHandler of(String election) {
		List<LeadershipHandler> methods = this.handlers.computeIfAbsent(election,
				(key) -> new CopyOnWriteArrayList<>());
		return new TransitionHandler() {

			@Override
			public void handle(LeadershipTransition transition) {
				methods.stream()
					.filter((method) -> method.onGrant() == transition.granted())
					.forEach((method) -> guarded(transition, () -> method.call(transition)));
				guarded(transition, () -> LeadershipHandlers.this.publisher.publishEvent(transition.event()));
			}

			@Override
			public boolean isAwaited() {
				return !methods.isEmpty();
			}

		};
	}

	private static void guarded(LeadershipTransition transition, Runnable call) {
		try {
			call.run();
		}
		catch (Exception ex) {
			logger.error("A listener failed on " + transition, ex);
		}
	}

}
