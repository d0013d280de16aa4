package io.github.zkspring.mirror;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records the delivered states, and checks their order.
 *
 * @param <S> the kind of snapshot
 */
class MirrorRecorder<S extends Snapshot> implements MirrorListener<S> {

	private final List<S> snapshots = new ArrayList<>();

	private final List<String> failures = new ArrayList<>();

	@Override
	public synchronized void changed(S snapshot) {
		this.snapshots.add(snapshot);
	}

	@Override
	public synchronized void failed(String path, Exception ex) {
		this.failures.add(path);
	}

	synchronized List<S> snapshots() {
		return List.copyOf(this.snapshots);
	}

	/**
	 * Returns the paths that failed.
	 */
	synchronized List<String> failures() {
		return List.copyOf(this.failures);
	}

	synchronized int size() {
		return this.snapshots.size();
	}

	synchronized @Nullable S last() {
		return this.snapshots.isEmpty() ? null : this.snapshots.get(this.snapshots.size() - 1);
	}

	/**
	 * Returns the data of a znode as text, {@code "-"} for an absent one and {@code "?"}
	 * for one that was never read.
	 */
	static String text(MirrorRecorder<ZnodeSnapshot> recorder) {
		ZnodeSnapshot last = recorder.last();
		return (last != null) ? text(last) : "?";
	}

	static String text(ZnodeSnapshot snapshot) {
		byte[] data = snapshot.data();
		return (data != null) ? new String(data, StandardCharsets.UTF_8) : "-";
	}

	/**
	 * Asserts that no state was delivered twice in a row or after a newer one.
	 */
	void assertOrder() {
		List<S> all = snapshots();
		long newest = 0;
		for (int i = 0; i < all.size(); i++) {
			S snapshot = all.get(i);
			if (i > 0) {
				assertThat(snapshot.isSameState(all.get(i - 1))).as("%s twice", snapshot).isFalse();
			}
			if (snapshot.stat() != null) {
				long shown = Math.max(snapshot.stat().getMzxid(), snapshot.stat().getPzxid());
				assertThat(shown).as("%s is not older", snapshot).isGreaterThanOrEqualTo(newest);
				newest = shown;
			}
		}
	}

}
