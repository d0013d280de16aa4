package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Keeps the newest state of each znode of a subtree, and notes each that came before its
 * parent or went after it.
 */
class TreeRecorder implements TreeListener {

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
				this.misplaced.add(path + " went before its children");
			}
		}
		else {
			String parent = path.substring(0, path.lastIndexOf('/'));
			if (!this.present.isEmpty() && !this.present.containsKey(parent) && !this.present.containsKey(path)) {
				this.misplaced.add(path + " came before its parent");
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
	 * The calls since the last question: {@code +} for present, {@code -} for gone.
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
