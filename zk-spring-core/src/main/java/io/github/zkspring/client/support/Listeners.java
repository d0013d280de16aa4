package io.github.zkspring.client.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The listeners of a feature, in the order of their registration. They are notified on
 * the thread of the event. A listener that throws is logged and does not affect others.
 *
 * @param <L> the kind of listener
 */
public class Listeners<L> {

	private static final Log logger = LogFactory.getLog(Listeners.class);

	private final String subject;

	private final List<L> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Creates listeners.
	 * @param subject the subject, for the log
	 */
	public Listeners(String subject) {
		this.subject = subject;
	}

	/**
	 * Adds a listener.
	 * @param listener the listener
	 */
	public void add(L listener) {
		this.listeners.add(listener);
	}

	/**
	 * Returns whether there are no listeners, so that measurements can be skipped.
	 * @return {@code true} if there are none
	 */
	public boolean isEmpty() {
		return this.listeners.isEmpty();
	}

	/**
	 * Notifies all listeners.
	 * @param event notifies one listener
	 */
	public void notifyListeners(Consumer<L> event) {
		for (L listener : this.listeners) {
			notifyListeners(listener, event);
		}
	}

	/**
	 * Notifies one listener.
	 * @param listener the listener
	 * @param event notifies it
	 */
	public void notifyListeners(L listener, Consumer<L> event) {
		try {
			event.accept(listener);
		}
		catch (RuntimeException ex) {
			logger.error("A listener of " + this.subject + " failed", ex);
		}
	}

}
