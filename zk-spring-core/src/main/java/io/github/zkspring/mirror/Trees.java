package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.List;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The trees that are watched. Guarded by the lock of the mirror.
 */
class Trees implements ZnodeReadListener {

	private final List<MirroredTree> trees = new ArrayList<>();

	void add(MirroredTree tree) {
		this.trees.add(tree);
	}

	void remove(MirroredTree tree) {
		this.trees.remove(tree);
	}

	/**
	 * A watch reports a new znode.
	 * @param path its path
	 */
	void appeared(String path) {
		for (int index = 0; index < this.trees.size(); index++) {
			this.trees.get(index).appeared(path);
		}
	}

	@Override
	public void read(String path, @Nullable Stat previous, Stat stat, boolean resync) {
		for (int index = 0; index < this.trees.size(); index++) {
			this.trees.get(index).read(path, previous, stat, resync);
		}
	}

	boolean want(String path) {
		return this.trees.stream().anyMatch((tree) -> tree.includes(path));
	}

	void connected() {
		List.copyOf(this.trees).forEach(MirroredTree::connected);
	}

	void coverageChanged() {
		List.copyOf(this.trees).forEach(MirroredTree::coverageChanged);
	}

}
