package io.github.zkspring.benchmark.watch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.zookeeper.AsyncCallback.DataCallback;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.data.Stat;

/**
 * {@link WatchContender} with one-shot watches: a read sets the watch, and its event
 * starts the next read. After a reconnect the server reports the changes.
 */
final class RawOneShotContender extends RawContender implements DataCallback {

	private final Map<String, Value> values = new HashMap<>();

	private final Set<String> unread = new HashSet<>();

	RawOneShotContender(ContenderSetup setup) throws Exception {
		super(setup);
	}

	@Override
	void begin(Znodes znodes) {
		this.unread.clear();
		znodes.paths().forEach(this::read);
	}

	@Override
	void resume(Znodes znodes) {
		List<String> again = List.copyOf(this.unread);
		this.unread.clear();
		again.forEach(this::read);
	}

	@Override
	void changed(WatchedEvent event) {
		read(event.getPath());
	}

	private void read(String path) {
		zooKeeper().getData(path, this, this, null);
	}

	@Override
	public synchronized void processResult(int rc, String path, Object context, byte[] data, Stat stat) {
		if (rc != Code.OK.intValue()) {
			this.unread.add(path);
			return;
		}
		this.values.put(path, new Value(data, stat.getMzxid()));
		deliver(path, stat.getVersion());
	}

}
