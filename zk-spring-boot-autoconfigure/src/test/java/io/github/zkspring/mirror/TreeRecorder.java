package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import org.apache.zookeeper.KeeperException;

/**
 * Keeps the newest state of each znode of a subtree, and notes each that came before its
 * parent or went after it.
 */
class TreeRecorder implements TreeListener {

	private final TreeMap<String, String> present = new TreeMap<>();

	private final TreeMap<String, KeeperException> failures = new TreeMap<>();

	private final List<String> misplaced = new ArrayList<>();

	private boolean initialised;

	@Override
	public synchronized void changed(ZnodeSnapshot znode) {
		String path = znode.path();
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
		this.initialised = true;
	}

	@Override
	public synchronized void failed(KeeperException ex) {
		this.failures.put(ex.getPath(), ex);
	}

	synchronized TreeMap<String, String> present() {
		return new TreeMap<>(this.present);
	}

	synchronized TreeMap<String, KeeperException> failures() {
		return new TreeMap<>(this.failures);
	}

	synchronized List<String> misplaced() {
		return List.copyOf(this.misplaced);
	}

	synchronized boolean isInitialised() {
		return this.initialised;
	}

}
