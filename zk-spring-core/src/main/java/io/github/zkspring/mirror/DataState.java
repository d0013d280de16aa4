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

	DataState(String path, Mirror mirror) {
		super(path, mirror);
	}

	private @Nullable Stat stat() {
		ZnodeSnapshot known = known();
		return (known != null) ? known.stat() : null;
	}

	@Override
	ZnodeSnapshot absent() {
		return ZnodeSnapshot.absent(path());
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
	void process(Result result) {
		Stat previous = stat();
		Stat found = result.stat();
		if (result.watchSet()) {
			readState().armed();
		}
		if (found != null && result.operation() == Operation.DATA) {
			mirror().queue().limits().observe(found.getDataLength());
		}
		if (found == null) {
			takeAbsence();
		}
		else if (found.getDataLength() > mirror().queue().limits().maxPayload()) {
			rejected(found);
		}
		else if (result.operation() == Operation.STAT) {
			readState().announced(found.getDataLength());
		}
		else {
			take(snapshot(result, found));
			reportToTrees(previous, found);
		}
	}

	private void rejected(Stat found) {
		long limit = mirror().queue().limits().maxPayload();
		readState().reject(found.getMzxid());
		fail(new PayloadTooLargeException(path(), found.getDataLength(), limit));
		reportToTrees(null, found);
	}

	// keeps the known bytes when the same write was read again
	private ZnodeSnapshot snapshot(Result result, Stat found) {
		ZnodeSnapshot known = known();
		return (known != null && known.isState(found)) ? known.withStat(found)
				: ZnodeSnapshot.present(path(), result.data(), found);
	}

	// even if the data is unchanged, since a tree looks for children that no watch has
	// reported, but not below a covered znode without children
	private void reportToTrees(@Nullable Stat previous, Stat found) {
		if (found.getNumChildren() > 0 || !readState().isCovered()) {
			mirror().trees().forEach((tree) -> tree.read(path(), previous, found, readState().isResync()));
		}
	}

}
