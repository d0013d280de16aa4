package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what was handed over.
 *
 * @param <S> the kind of snapshot
 */
class RecordingListener<S extends Snapshot> implements MirrorListener<S> {

	private final List<S> snapshots = new ArrayList<>();

	private final List<Exception> failures = new ArrayList<>();

	@Override
	public synchronized void changed(S snapshot) {
		this.snapshots.add(snapshot);
	}

	@Override
	public synchronized void failed(String path, Exception ex) {
		this.failures.add(ex);
	}

	synchronized int size() {
		return this.snapshots.size();
	}

	synchronized S last() {
		return this.snapshots.get(this.snapshots.size() - 1);
	}

	synchronized List<S> snapshots() {
		return List.copyOf(this.snapshots);
	}

	synchronized List<Exception> failures() {
		return List.copyOf(this.failures);
	}

}
