package io.github.zkspring.client.connection;

import io.github.zkspring.client.support.Listeners;
import org.apache.zookeeper.KeeperException.Code;

/**
 * Those who are told of requests.
 */
public class RequestListeners extends Listeners<RequestListener> implements RequestListener {

	RequestListeners() {
		super("requests");
	}

	@Override
	public void completed(String operation, Code outcome, long nanos, Bytes bytes) {
		tell((listener) -> listener.completed(operation, outcome, nanos, bytes));
	}

}
