package io.github.zkspring.mirror;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.github.zkspring.client.AddressedZooKeeper;
import io.github.zkspring.client.ZkHandle;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * The recursive watches: one for each tree, and one for each parent with many watched
 * children. Guarded by the lock of the mirror.
 */
class RecursiveWatches {

	private static final Log logger = LogFactory.getLog(RecursiveWatches.class);

	private final MirrorLink link;

	private final Consumer<String> coverageChanged;

	private final Map<String, RecursiveWatch> watches = new HashMap<>();

	/** What watches the children of the parent asked for last. */
	private @Nullable Covered latest;

	/** Parents whose recursive watch reported more than was wanted. */
	private final Set<String> noisy = new HashSet<>();

	RecursiveWatches(MirrorLink link, Consumer<String> coverageChanged) {
		this.link = link;
		this.coverageChanged = coverageChanged;
	}

	void addTree(String root) {
		watch(root).addTree();
		send(watch(root));
	}

	void removeTree(String root) {
		RecursiveWatch watch = this.watches.get(root);
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
			watch(parent).share(true);
			send(watch(parent));
		}
	}

	void unshare(String parent) {
		RecursiveWatch watch = this.watches.get(parent);
		if (watch != null && watch.isShared()) {
			watch.share(false);
			releaseUnused(watch);
		}
	}

	private RecursiveWatch watch(String root) {
		return this.watches.computeIfAbsent(root, RecursiveWatch::new);
	}

	boolean covers(String path) {
		return !this.watches.isEmpty() && covering(path) != null;
	}

	private @Nullable RecursiveWatch covering(String path) {
		RecursiveWatch own = this.watches.get(path);
		if (own != null && own.isSent()) {
			return own;
		}
		Covered known = this.latest;
		if (known != null && known.parent().isAbove(path)) {
			return known.watch();
		}
		if (path.equals("/")) {
			return null;
		}
		ParentPath parent = ParentPath.of(path);
		RecursiveWatch above = covering(parent.path());
		this.latest = (above != null) ? new Covered(parent, above) : null;
		return above;
	}

	/**
	 * Judge by an event whether a watch is worth its noise.
	 * @param path the path of the event
	 * @param wanted whether somebody wanted it
	 */
	void count(String path, BooleanSupplier wanted) {
		RecursiveWatch watch = covering(path);
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
		this.watches.values().forEach((watch) -> {
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
		RecursiveWatch watch = this.watches.get(root);
		if (watch != null && watch.isSet()) {
			gone(watch);
			send(watch);
			this.coverageChanged.accept(root);
		}
	}

	private void gone(RecursiveWatch watch) {
		watch.gone();
		this.latest = null;
	}

	private void send(RecursiveWatch watch) {
		ZkHandle handle = this.link.handle();
		if (handle == null || watch.isSent() || !this.link.hasPersistentWatches()) {
			return;
		}
		watch.sent();
		this.latest = null;
		int generation = this.link.generation();
		handle.requests()
			.addWatch(this.link.serverPath(watch.root()), this.link.watcher(), AddWatchMode.PERSISTENT_RECURSIVE,
					(rc, path, context) -> {
						synchronized (this.link) {
							if (generation == this.link.generation()) {
								answered(watch, Objects.requireNonNullElse(Code.get(rc), Code.SYSTEMERROR));
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
				List.copyOf(this.watches.values()).forEach((each) -> {
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
		this.watches.remove(watch.root());
		this.latest = null;
		ZkHandle handle = this.link.handle();
		if (watch.isSent() && handle != null) {
			AddressedZooKeeper.removeRecursiveWatch(handle, this.link.serverPath(watch.root()), this.link.watcher());
		}
		this.coverageChanged.accept(watch.root());
	}

	/**
	 * A parent whose children are watched.
	 *
	 * @param parent the parent
	 * @param watch the nearest watch that reports them
	 */
	private record Covered(ParentPath parent, RecursiveWatch watch) {
	}

}
