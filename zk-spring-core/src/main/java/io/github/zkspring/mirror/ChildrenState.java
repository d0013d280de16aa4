package io.github.zkspring.mirror;

import java.util.List;

import io.github.zkspring.client.ZkException;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The names of the children of one path. A parent that does not exist is watched by
 * {@code exists}.
 */
class ChildrenState extends MirroredState<ChildrenSnapshot> {

	/**
	 * The number of connections lost with the list from which on the list is suspected.
	 */
	private static final int SUSPICIOUS = 3;

	/**
	 * A list of this length is read again only after its stat has changed.
	 */
	private static final int LONG = 100;

	/** Whether the stat has shown that the list must be read. */
	private boolean listRequired;

	ChildrenState(String path, MirrorCore core) {
		super(path, core);
	}

	@Override
	long version() {
		ChildrenSnapshot known = known();
		Stat stat = (known != null) ? known.stat() : null;
		if (stat == null) {
			return isAbsent() ? Long.MAX_VALUE : 0;
		}
		return Math.max(stat.getCzxid(), stat.getPzxid());
	}

	/**
	 * Takes the absence as the new state when a watch reports the deletion of the parent:
	 * nothing is read.
	 * @param zxid the zxid of the deletion, -1 when the server does not send it
	 */
	void deleted(long zxid) {
		boolean reading = readState().isReading();
		if (isInitialised() && !isAbsent() && !reading && zxid > version()) {
			take(ChildrenSnapshot.absent(path()));
		}
		if (!isAbsent() || reading || !readState().isCovered()) {
			changed(zxid);
		}
	}

	@Override
	public boolean isSizeUnknown() {
		return false;
	}

	@Override
	public int expectedBytes(ReadLimits limits) {
		return 0;
	}

	@Override
	public Operation operation(boolean checkSize) {
		if (readState().isRisky()) {
			return Operation.STAT;
		}
		boolean missing = isAbsent() && setsWatch();
		boolean perhapsUnchanged = isLong() && readState().isResyncing() && !setsWatch();
		return (!this.listRequired && (missing || perhapsUnchanged)) ? Operation.STAT : Operation.CHILDREN;
	}

	private boolean isLong() {
		ChildrenSnapshot known = known();
		return known != null && known.names().size() >= LONG;
	}

	@Override
	public void received(ReadResult result) {
		boolean readsList = result.operation() != Operation.STAT;
		Stat found = result.stat();
		if (found == null || readsList) {
			// exists on a parent that is present watches its data, not its children
			this.listRequired = false;
			if (result.watchSet()) {
				readState().armed();
			}
		}
		readState().endResync();
		if (found == null) {
			readState().upToDate();
			take(ChildrenSnapshot.absent(path()));
		}
		else if (readsList) {
			take(list(result, found));
		}
		else {
			checked(found);
		}
	}

	private ChildrenSnapshot list(ReadResult result, Stat found) {
		ChildrenSnapshot known = known();
		if (known != null && known.isListOf(found)) {
			return known.withStat(found);
		}
		core().queue().throttle().changesSeen(changes(known, found));
		List<String> names = result.names();
		return ChildrenSnapshot.present(path(), (names != null) ? names : List.of(), found);
	}

	private void checked(Stat found) {
		ChildrenSnapshot known = known();
		// without a recursive watch the list has to be read, for that sets the watch
		if (known != null && readState().isCovered() && known.isListOf(found)) {
			take(known.withStat(found));
			return;
		}
		int children = found.getNumChildren();
		int failures = readState().failures();
		if (core().queue().limits().isTooMany(children)) {
			backOff(new ZkException(
					"The list of the %d children of '%s' exceeds the limit of this client: raise its jute.maxbuffer"
						.formatted(children, path())));
		}
		else if (failures >= SUSPICIOUS) {
			// it may be chance, so it is read again after a pause, which grows
			readState().clearSuspicion();
			backOff(new ZkException("The list of the %d children of '%s' was lost %d times together with the connection"
				.formatted(children, path(), failures)));
		}
		else {
			readState().clearSuspicion();
			readState().repeat();
			this.listRequired = true;
		}
	}

	private static int changes(@Nullable ChildrenSnapshot known, Stat found) {
		if (known == null) {
			return 0;
		}
		Stat before = known.stat();
		return (before != null && before.getCzxid() == found.getCzxid()) ? found.getCversion() - before.getCversion()
				: 1;
	}

}
