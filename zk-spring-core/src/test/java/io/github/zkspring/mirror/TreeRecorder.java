package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Records the newest state of each znode of a subtree, and each call that arrived before
 * that of its parent, or after the deletion of its parent.
 */
class TreeRecorder implements MirrorListener<ZnodeSnapshot> {

	private final TreeMap<String, String> present = new TreeMap<>();

	private final TreeMap<String, Exception> failures = new TreeMap<>();

	private final List<String> misplaced = new ArrayList<>();

	private final List<String> calls = new ArrayList<>();

	private boolean initialised;

	@Override
	public synchronized void changed(ZnodeSnapshot znode) {
		String path = znode.path();
		this.calls.add(((znode.stat() != null) ? "+" : "-") + path);
		if (znode.stat() == null) {
			this.present.remove(path);
			if (!this.present.subMap(path + "/", path + "0").isEmpty()) {
				this.misplaced.add(path + " was deleted before its children");
			}
		}
		else {
			String parent = path.substring(0, path.lastIndexOf('/'));
			if (!this.present.isEmpty() && !this.present.containsKey(parent) && !this.present.containsKey(path)) {
				this.misplaced.add(path + " was delivered before its parent");
			}
			this.present.put(path, MirrorRecorder.text(znode));
		}
	}

	@Override
	public synchronized void initialised() {
		this.calls.add("initialised");
		this.initialised = true;
	}

	@Override
	public synchronized void failed(String path, Exception ex) {
		this.failures.put(path, ex);
	}

	synchronized TreeMap<String, String> present() {
		return new TreeMap<>(this.present);
	}

	synchronized TreeMap<String, Exception> failures() {
		return new TreeMap<>(this.failures);
	}

	synchronized List<String> misplaced() {
		return List.copyOf(this.misplaced);
	}

	/**
	 * Returns the calls since the last invocation: {@code +} for present, {@code -} for
	 * deleted.
	 */
	synchronized List<String> takeCalls() {
		List<String> taken = List.copyOf(this.calls);
		this.calls.clear();
		return taken;
	}

	synchronized boolean isInitialised() {
		return this.initialised;
	}

}
