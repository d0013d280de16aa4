package io.github.zkspring.client.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Those who listen to a feature, in the order in which they came. They are told on the
 * thread where something has happened. One that throws is logged, and harms nobody.
 *
 * @param <L> the kind of listener
 */
public class Listeners<L> {

	private static final Log logger = LogFactory.getLog(Listeners.class);

	private final String subject;

	private final List<L> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Create listeners.
	 * @param subject what they listen to, for the log
	 */
	public Listeners(String subject) {
		this.subject = subject;
	}

	/**
	 * Add a listener.
	 * @param listener the listener
	 */
	public void add(L listener) {
		this.listeners.add(listener);
	}

	/**
	 * Whether nobody listens, so that nothing needs to be measured.
	 * @return {@code true} when nobody does
	 */
	public boolean isEmpty() {
		return this.listeners.isEmpty();
	}

	/**
	 * Tell all of them.
	 * @param event tells one
	 */
	public void tell(Consumer<L> event) {
		for (L listener : this.listeners) {
			tell(listener, event);
		}
	}

	/**
	 * Tell one of them.
	 * @param listener the listener
	 * @param event tells it
	 */
	public void tell(L listener, Consumer<L> event) {
		try {
			event.accept(listener);
		}
		catch (RuntimeException ex) {
			logger.error("A listener of " + this.subject + " failed", ex);
		}
	}

}
