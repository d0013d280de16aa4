package io.github.zkspring.client.connection;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Ends all waits when the application begins to close, before anything waits for those
 * threads.
 */
public class ContextClosedWaitCanceller implements ApplicationListener<ContextClosedEvent>, ApplicationContextAware {

	private final BlockingRequests requests;

	private @Nullable ApplicationContext context;

	/**
	 * Create the listener.
	 * @param requests knows who waits
	 */
	public ContextClosedWaitCanceller(BlockingRequests requests) {
		this.requests = requests;
	}

	@Override
	public void setApplicationContext(ApplicationContext applicationContext) {
		this.context = applicationContext;
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		// those of child contexts come here as well
		if (event.getApplicationContext() == this.context) {
			this.requests.endWaits();
		}
	}

}
