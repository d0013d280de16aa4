package io.github.zkspring.client.support;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;

/**
 * Publishes events that several contexts of a hierarchy publish, each to its own
 * listeners. Spring passes an event of a child context on to its ancestors; this
 * publisher stops at the first ancestor that publishes the event itself.
 */
public class ContextEventPublisher implements ApplicationEventPublisher {

	private final ApplicationContext context;

	private final @Nullable ApplicationContext end;

	/**
	 * Creates the publisher of a context.
	 * @param context the context
	 * @param source the type of the bean that publishes the same events in other contexts
	 */
	public ContextEventPublisher(ApplicationContext context, Class<?> source) {
		this.context = context;
		this.end = findPublishing(context.getParent(), source);
	}

	private static @Nullable ApplicationContext findPublishing(@Nullable ApplicationContext ancestor, Class<?> source) {
		if (ancestor == null || ancestor.getBeanNamesForType(source, false, false).length > 0) {
			return ancestor;
		}
		return findPublishing(ancestor.getParent(), source);
	}

	@Override
	public void publishEvent(Object event) {
		if (this.end == null) {
			this.context.publishEvent(event);
			return;
		}
		ApplicationEvent wrapped = (event instanceof ApplicationEvent known) ? known
				: new PayloadApplicationEvent<>(this.context, event);
		for (ApplicationContext next = this.context; next != null && next != this.end; next = next.getParent()) {
			next.getBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
					ApplicationEventMulticaster.class)
				.multicastEvent(wrapped);
		}
	}

}
