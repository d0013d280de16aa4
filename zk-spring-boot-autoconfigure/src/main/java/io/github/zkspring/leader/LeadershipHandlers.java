package io.github.zkspring.leader;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Who is told about a transition: the methods of the election first, in the order of
 * their beans, then the listeners of the application events. One that throws keeps nobody
 * from being told.
 */
public class LeadershipHandlers implements Consumer<LeadershipTransition> {

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
	 * The elections with methods.
	 * @return their names
	 */
	Set<String> elections() {
		return this.handlers.keySet();
	}

	@Override
	public void accept(LeadershipTransition transition) {
		this.handlers.getOrDefault(transition.leadership().election(), List.of())
			.stream()
			.filter((handler) -> handler.onGrant() == transition.granted())
			.forEach((handler) -> guarded(transition, () -> handler.call(transition)));
		guarded(transition, () -> this.publisher.publishEvent(transition.event()));
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
