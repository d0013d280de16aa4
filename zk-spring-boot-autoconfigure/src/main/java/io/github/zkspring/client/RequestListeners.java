package io.github.zkspring.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.KeeperException.Code;

/**
 * Those who are told of requests. One that throws is logged, and harms nobody.
 */
public class RequestListeners implements RequestListener {

	private static final Log logger = LogFactory.getLog(RequestListeners.class);

	private final List<RequestListener> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Add a listener.
	 * @param listener the listener
	 */
	public void add(RequestListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Whether nobody listens, so that nothing needs to be measured.
	 * @return {@code true} when nobody does
	 */
	boolean isEmpty() {
		return this.listeners.isEmpty();
	}

	@Override
	public void completed(String operation, Code outcome, long nanos, Bytes bytes) {
		for (RequestListener listener : this.listeners) {
			try {
				listener.completed(operation, outcome, nanos, bytes);
			}
			catch (RuntimeException ex) {
				logger.error("A listener of requests failed", ex);
			}
		}
	}

}
