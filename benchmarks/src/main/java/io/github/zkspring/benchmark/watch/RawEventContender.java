package io.github.zkspring.benchmark.watch;

import java.util.HashMap;
import java.util.Map;

import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Lower bound: counts the events of one persistent recursive watch. Reads nothing after
 * the start, so it delivers versions without payloads.
 */
final class RawEventContender extends RawContender {

	private final Map<String, Integer> versions = new HashMap<>();

	RawEventContender(ContenderSetup setup) throws Exception {
		super(setup);
	}

	@Override
	void begin(Znodes znodes) {
		addWatch(znodes.root(), AddWatchMode.PERSISTENT_RECURSIVE);
		resume(znodes);
	}

	@Override
	void resume(Znodes znodes) {
		znodes.paths()
			.forEach((path) -> zooKeeper().exists(path, false, (rc, asked, context, stat) -> answered(rc, asked, stat),
					null));
	}

	private synchronized void answered(int rc, String path, @Nullable Stat stat) {
		if (rc == Code.OK.intValue() && stat != null) {
			known(path, stat.getVersion());
		}
	}

	@Override
	void changed(WatchedEvent event) {
		Integer version = this.versions.get(event.getPath());
		if (event.getType() == Event.EventType.NodeDataChanged && version != null) {
			known(event.getPath(), version + 1);
		}
	}

	private void known(String path, int version) {
		this.versions.put(path, version);
		deliver(path, version);
	}

}
