package io.github.zkspring.mirror;

import io.github.zkspring.client.PayloadTooLargeException;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The data of one path.
 *
 * <p>
 * The size of an unknown znode is checked first ({@code exists}), which also sets the
 * watch on a missing znode. If too many sizes are unknown, {@link ReadLimits} estimates
 * them.
 */
class DataState extends MirroredState<ZnodeSnapshot> {

	DataState(String path, MirrorCore core) {
		super(path, core);
	}

	private @Nullable Stat stat() {
		ZnodeSnapshot known = known();
		return (known != null) ? known.stat() : null;
	}

	@Override
	long version() {
		Stat stat = stat();
		if (stat == null) {
			return isAbsent() ? Long.MAX_VALUE : 0;
		}
		return Math.max(stat.getCzxid(), stat.getMzxid());
	}

	/**
	 * Takes the absence as the new state when a watch reports the deletion of the znode:
	 * nothing is read.
	 * @param zxid the zxid of the deletion, -1 when the server does not send it
	 */
	void deleted(long zxid) {
		boolean reading = readState().isReading();
		if (stat() != null && !reading && zxid > version()) {
			take(ZnodeSnapshot.absent(path()));
		}
		boolean upToDate = isAbsent() && !reading && zxid > 0;
		if (!upToDate || !readState().isCovered()) {
			changed(zxid);
		}
	}

	@Override
	public boolean isSizeUnknown() {
		return readState().announcedLength() == 0 && stat() == null;
	}

	@Override
	public Operation operation(boolean checkSize) {
		// a read of the data sets no watch on a missing znode
		boolean missing = isAbsent() && setsWatch();
		boolean unchecked = checkSize && isSizeUnknown();
		return (readState().isRisky() || missing || unchecked) ? Operation.STAT : Operation.DATA;
	}

	@Override
	public int expectedBytes(ReadLimits limits) {
		if (isSizeUnknown()) {
			return limits.estimatedBytes();
		}
		int announced = readState().announcedLength();
		ZnodeSnapshot known = known();
		byte[] data = (known != null) ? known.data() : null;
		return limits.expectedBytes((announced > 0 || data == null) ? announced : data.length);
	}

	@Override
	public void received(ReadResult result) {
		Stat previous = stat();
		Stat found = result.stat();
		if (result.watchSet()) {
			readState().armed();
		}
		if (found != null && result.operation() == Operation.DATA) {
			core().queue().limits().observe(found.getDataLength());
		}
		if (found == null) {
			readState().upToDate();
			readState().endResync();
			changesSeen((previous != null) ? 1 : 0);
			take(ZnodeSnapshot.absent(path()));
		}
		else if (found.getDataLength() > core().queue().limits().maxPayload()) {
			rejected(found);
		}
		else if (result.operation() == Operation.STAT) {
			readState().announced(found.getDataLength());
		}
		else {
			changesSeen(changes(previous, found));
			boolean resync = readState().endResync();
			take(snapshot(result, found));
			reportToTrees(previous, found, resync);
		}
	}

	private void rejected(Stat found) {
		long limit = core().queue().limits().maxPayload();
		readState().reject();
		fail(new PayloadTooLargeException(path(), found.getDataLength(), limit));
		reportToTrees(null, found, readState().endResync());
	}

	// keeps the known bytes when the same write was read again
	private ZnodeSnapshot snapshot(ReadResult result, Stat found) {
		ZnodeSnapshot known = known();
		return (known != null && known.isState(found)) ? known.withStat(found)
				: ZnodeSnapshot.present(path(), result.data(), found);
	}

	// a tree has nothing to look for below a covered znode without children
	private void reportToTrees(@Nullable Stat previous, Stat found, boolean resync) {
		if (found.getNumChildren() > 0 || !readState().isCovered()) {
			core().reportRead(path(), previous, found, resync);
		}
	}

	private void changesSeen(int changes) {
		core().queue().throttle().changesSeen(changes);
	}

	private int changes(@Nullable Stat previous, Stat found) {
		if (!isInitialised()) {
			return 0;
		}
		return (previous != null && previous.getCzxid() == found.getCzxid())
				? found.getVersion() - previous.getVersion() : 1;
	}

}
