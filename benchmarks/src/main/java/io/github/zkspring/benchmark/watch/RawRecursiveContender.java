package io.github.zkspring.benchmark.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.OpResult.GetDataResult;
import org.apache.zookeeper.WatchedEvent;
import org.jspecify.annotations.Nullable;

/**
 * {@link WatchContender} with one persistent recursive watch. Reads in batches, with at
 * most two batches in flight, and skips changes that the last value already contains.
 */
final class RawRecursiveContender extends RawContender {

	private static final int BATCH = 1000;

	private static final int BATCH_BYTES = 256 * 1024;

	private static final int UNDER_WAY = 2;

	private final Map<String, Value> values = new HashMap<>();

	/** Znodes to read, with the change that the read has to contain. */
	private final Map<String, Long> dirty = new LinkedHashMap<>();

	private final Map<String, Long> reading = new HashMap<>();

	private int underWay;

	/** Number of connections; answers of an earlier connection are ignored. */
	private int generation;

	RawRecursiveContender(ContenderSetup setup) throws Exception {
		super(setup);
	}

	@Override
	void begin(Znodes znodes) {
		addWatch(znodes.root(), AddWatchMode.PERSISTENT_RECURSIVE);
		resume(znodes);
	}

	@Override
	void resume(Znodes znodes) {
		this.generation++;
		this.underWay = 0;
		this.reading.clear();
		znodes.paths().forEach((path) -> this.dirty.put(path, 0L));
		read();
	}

	@Override
	void changed(WatchedEvent event) {
		if (event.getType() != Event.EventType.NodeDataChanged) {
			return;
		}
		String path = event.getPath();
		Value known = this.values.get(path);
		if (known != null && known.mzxid() >= event.getZxid()) {
			return;
		}
		Map<String, Long> wanted = this.reading.containsKey(path) ? this.reading : this.dirty;
		wanted.merge(path, event.getZxid(), Math::max);
		read();
	}

	private void read() {
		while (this.underWay < UNDER_WAY && !this.dirty.isEmpty()) {
			List<String> batch = nextBatch();
			int sent = this.generation;
			this.underWay++;
			zooKeeper().multi(batch.stream().map(Op::getData).toList(),
					(rc, ignored, context, results) -> answered(sent, rc, batch, results), null);
		}
	}

	private List<String> nextBatch() {
		List<String> batch = new ArrayList<>();
		int bytes = 0;
		Iterator<Map.Entry<String, Long>> entries = this.dirty.entrySet().iterator();
		while (entries.hasNext() && batch.size() < BATCH && bytes < BATCH_BYTES) {
			Map.Entry<String, Long> entry = entries.next();
			Value known = this.values.get(entry.getKey());
			bytes += (known != null) ? known.data().length : 0;
			batch.add(entry.getKey());
			this.reading.put(entry.getKey(), entry.getValue());
			entries.remove();
		}
		return batch;
	}

	private synchronized void answered(int sent, int rc, List<String> batch, @Nullable List<OpResult> results) {
		if (sent != this.generation || rc != Code.OK.intValue() || results == null) {
			// the next connection reads everything again
			return;
		}
		this.underWay--;
		for (int i = 0; i < batch.size(); i++) {
			long wanted = this.reading.remove(batch.get(i));
			if (results.get(i) instanceof GetDataResult read) {
				received(batch.get(i), read, wanted);
			}
		}
		read();
	}

	private void received(String path, GetDataResult read, long wanted) {
		if (read.getStat().getMzxid() < wanted) {
			this.dirty.put(path, wanted);
		}
		this.values.put(path, new Value(read.getData(), read.getStat().getMzxid()));
		deliver(path, read.getStat().getVersion());
	}

}
