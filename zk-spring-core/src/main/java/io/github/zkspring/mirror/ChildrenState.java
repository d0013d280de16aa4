package io.github.zkspring.mirror;

import java.util.List;

import io.github.zkspring.client.ZkException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The names of the children of one path. A parent that does not exist is watched for by
 * {@code exists}.
 */
class ChildrenState extends MirroredState<ChildrenSnapshot> {

	/**
	 * So many lists lost together with their connection may be no coincidence.
	 */
	private static final int SUSPICIOUS = 3;

	/**
	 * A list of so many names is not read again before the stat has said that it must.
	 */
	private static final int LONG = 100;

	private @Nullable ChildrenSnapshot last;

	/** The stat has said that the list must be read. */
	private boolean outdated;

	ChildrenState(String path) {
		super(path);
	}

	@Override
	@Nullable ChildrenSnapshot known() {
		return this.last;
	}

	@Override
	long version() {
		ChildrenSnapshot known = this.last;
		if (known == null) {
			return 0;
		}
		Stat stat = known.stat();
		return (stat != null) ? Math.max(stat.getCzxid(), stat.getPzxid()) : Long.MAX_VALUE;
	}

	boolean isAbsent() {
		return this.last != null && this.last.stat() == null;
	}

	/**
	 * A watch reports that the parent was deleted. That is all there is to know.
	 * @param zxid the zxid of the deletion, -1 when the server does not say
	 * @param queue takes the read that sets the next watch
	 */
	void deleted(long zxid, ReadQueue queue) {
		if (this.last != null && !isAbsent() && !isReading() && zxid > version()) {
			take(ChildrenSnapshot.absent(path()));
		}
		if (!isAbsent() || isReading() || !isCovered()) {
			changed(zxid, queue);
		}
	}

	@Override
	public boolean isUnknown() {
		return false;
	}

	@Override
	public boolean isBatchable(boolean asksSize) {
		return false;
	}

	@Override
	public int cost(ReadLimits limits) {
		return 0;
	}

	@Override
	public Op op(String serverPath) {
		throw new IllegalStateException("The children of '" + path() + "' are read alone");
	}

	@Override
	public void batched(OpResult result, ReadQueue queue) {
		throw new IllegalStateException("The children of '" + path() + "' are read alone");
	}

	@Override
	public void send(ReadRequest request, boolean asksSize) {
		boolean arms = arming(request) != null;
		if (isRisky() || (isAbsent() && arms) || (isLong() && isResync() && !this.outdated && !arms)) {
			request.requests()
				.exists(request.serverPath(), arming(request), (rc, path, context, found) -> request.reply()
					.accept(rc, found, () -> asked(found, arms, request)), null);
		}
		else {
			request.requests()
				.getChildren(request.serverPath(), arming(request), (rc, path, context, names, found) -> request.reply()
					.accept(rc, found, () -> received(names, found, arms, request.queue())), null);
		}
	}

	private boolean isLong() {
		return this.last != null && this.last.names().size() >= LONG;
	}

	private void asked(@Nullable Stat found, boolean arms, ReadRequest request) {
		endsResync();
		if (found == null) {
			armed(arms);
			absent();
			return;
		}
		// without a recursive watch the list has to be read, for that sets the watch
		if (isCovered() && isKnown(found)) {
			return;
		}
		int children = found.getNumChildren();
		if (request.queue().limits().isTooMany(children)) {
			refuse(new ZkException(
					"The list of the %d children of '%s' is longer than this client takes: raise its jute.maxbuffer"
						.formatted(children, path())),
					request.queue());
			return;
		}
		if (failures() >= SUSPICIOUS) {
			// it may be chance, so it is read again after a pause, which grows
			unsuspect();
			refuse(new ZkException("The list of the %d children of '%s' was lost %d times together with the connection"
				.formatted(children, path(), failures())), request.queue());
			return;
		}
		unsuspect();
		present();
	}

	// the znode is there: its children have to be read
	private void present() {
		if (isAbsent()) {
			this.last = null;
		}
		this.outdated = true;
		lost(false);
	}

	private void received(@Nullable List<String> names, @Nullable Stat found, boolean arms, ReadQueue queue) {
		this.outdated = false;
		if (names == null || found == null) {
			absent();
			return;
		}
		armed(arms);
		endsResync();
		if (!isKnown(found)) {
			queue.shown(changes(this.last, found));
			take(ChildrenSnapshot.present(path(), names, found));
		}
	}

	private boolean isKnown(Stat found) {
		ChildrenSnapshot known = this.last;
		if (known == null || !known.isListOf(found)) {
			return false;
		}
		settled();
		this.last = known.withStat(found);
		return true;
	}

	private static int changes(@Nullable ChildrenSnapshot known, Stat found) {
		if (known == null) {
			return 0;
		}
		Stat before = known.stat();
		return (before != null && before.getCzxid() == found.getCzxid()) ? found.getCversion() - before.getCversion()
				: 1;
	}

	private void absent() {
		upToDate();
		take(ChildrenSnapshot.absent(path()));
	}

	private void take(ChildrenSnapshot next) {
		ChildrenSnapshot known = this.last;
		settled();
		this.last = next;
		if (known == null || !next.isSameState(known)) {
			deliver(next, known);
		}
	}

}
