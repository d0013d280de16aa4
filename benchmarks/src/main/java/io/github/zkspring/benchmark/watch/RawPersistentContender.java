package io.github.zkspring.benchmark.watch;

import java.util.HashMap;
import java.util.Map;

import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.AsyncCallback.DataCallback;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.data.Stat;

/**
 * {@link WatchContender} with one persistent watch for each path and one read for each
 * event. Reads everything after a reconnect.
 */
final class RawPersistentContender extends RawContender implements DataCallback {

	private final Map<String, Value> values = new HashMap<>();

	RawPersistentContender(ContenderSetup setup) throws Exception {
		super(setup);
	}

	@Override
	void begin(Znodes znodes) {
		znodes.paths().forEach((path) -> {
			addWatch(path, AddWatchMode.PERSISTENT);
			read(path);
		});
	}

	@Override
	void resume(Znodes znodes) {
		znodes.paths().forEach(this::read);
	}

	@Override
	void changed(WatchedEvent event) {
		read(event.getPath());
	}

	private void read(String path) {
		zooKeeper().getData(path, false, this, null);
	}

	@Override
	public synchronized void processResult(int rc, String path, Object context, byte[] data, Stat stat) {
		if (rc == Code.OK.intValue()) {
			this.values.put(path, new Value(data, stat.getMzxid()));
			deliver(path, stat.getVersion());
		}
	}

}
