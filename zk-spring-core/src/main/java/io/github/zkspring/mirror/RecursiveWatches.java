package io.github.zkspring.mirror;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.TrackingZooKeeper;
import io.github.zkspring.client.connection.ZkHandle;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException.Code;

/**
 * The recursive watches: one for each tree, and one for each parent with many watched
 * children. Guarded by the lock of the mirror.
 */
class RecursiveWatches {

	private static final Log logger = LogFactory.getLog(RecursiveWatches.class);

	private final MirrorLink link;

	private final Consumer<String> coverageChanged;

	private final WatchRoots roots = new WatchRoots();

	/** Parents whose recursive watch reported more than was wanted. */
	private final Set<String> noisy = new HashSet<>();

	RecursiveWatches(MirrorLink link, Consumer<String> coverageChanged) {
		this.link = link;
		this.coverageChanged = coverageChanged;
	}

	void addTree(String root) {
		RecursiveWatch watch = this.roots.getOrAdd(root);
		watch.addTree();
		send(watch);
	}

	void removeTree(String root) {
		RecursiveWatch watch = this.roots.get(root);
		if (watch != null) {
			watch.removeTree();
			releaseUnused(watch);
		}
	}

	/**
	 * Watch the many watched children of one parent together, unless they are already.
	 * @param parent the parent
	 */
	void share(String parent) {
		if (!covers(parent) && !this.noisy.contains(parent)) {
			RecursiveWatch watch = this.roots.getOrAdd(parent);
			watch.share(true);
			send(watch);
		}
	}

	void unshare(String parent) {
		RecursiveWatch watch = this.roots.get(parent);
		if (watch != null && watch.isShared()) {
			watch.share(false);
			releaseUnused(watch);
		}
	}

	boolean covers(String path) {
		return this.roots.above(path) != null;
	}

	/**
	 * Judge by an event whether a watch is worth its noise.
	 * @param path the path of the event
	 * @param wanted whether somebody wanted it
	 */
	void count(String path, BooleanSupplier wanted) {
		RecursiveWatch watch = this.roots.above(path);
		if (watch != null && !watch.isForTrees() && !watch.count(wanted.getAsBoolean())) {
			logger.debug("Most changes below '" + watch.root() + "' are not wanted: its znodes are watched one by one");
			this.noisy.add(watch.root());
			unshare(watch.root());
		}
	}

	void connected(boolean watchesGone) {
		if (watchesGone) {
			this.noisy.clear();
		}
		this.roots.all().forEach((watch) -> {
			if (watchesGone || !watch.isSet()) {
				gone(watch);
				send(watch);
			}
		});
	}

	/**
	 * The server or another user of the client has taken a watch off.
	 * @param root its root
	 */
	void removed(String root) {
		RecursiveWatch watch = this.roots.get(root);
		if (watch != null && watch.isSet()) {
			gone(watch);
			send(watch);
			this.coverageChanged.accept(root);
		}
	}

	private void gone(RecursiveWatch watch) {
		watch.gone();
		this.roots.forget();
	}

	private void send(RecursiveWatch watch) {
		ZkHandle handle = this.link.handle();
		if (handle == null || watch.isSent() || !this.link.hasPersistentWatches()) {
			return;
		}
		watch.sent();
		this.roots.forget();
		int generation = this.link.generation();
		handle.requests()
			.addWatch(this.link.serverPath(watch.root()), this.link.watcher(), AddWatchMode.PERSISTENT_RECURSIVE,
					(rc, path, context) -> {
						synchronized (this.link) {
							if (generation == this.link.generation()) {
								answered(watch, Codes.of(rc));
							}
						}
					}, null);
		this.coverageChanged.accept(watch.root());
	}

	private void answered(RecursiveWatch watch, Code code) {
		switch (code) {
			case OK -> watch.confirmed();
			case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED -> gone(watch);
			default -> {
				logger.debug("The server refuses a recursive watch on '" + watch.root() + "': " + code);
				this.link.withoutPersistentWatches();
				// a server before 3.6 knows neither, and closes the connection over
				// each request that it does not know
				if (code == Code.UNIMPLEMENTED) {
					this.link.withoutBatches();
				}
				this.roots.all().forEach((each) -> {
					gone(each);
					this.coverageChanged.accept(each.root());
				});
			}
		}
	}

	private void releaseUnused(RecursiveWatch watch) {
		if (watch.isUsed()) {
			return;
		}
		this.roots.remove(watch);
		ZkHandle handle = this.link.handle();
		if (watch.isSent() && handle != null) {
			TrackingZooKeeper.removeRecursiveWatch(handle, this.link.serverPath(watch.root()), this.link.watcher());
		}
		gone(watch);
		this.coverageChanged.accept(watch.root());
	}

}
