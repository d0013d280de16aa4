package io.github.zkspring.mirror;

import io.github.zkspring.client.PayloadTooLargeException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The data of one path.
 *
 * <p>
 * A znode whose size is not known is asked for it first ({@code exists}), which also sets
 * the watch for one that does not exist; in a crowd of them the guess of
 * {@link ReadLimits} stands in.
 */
class DataState extends MirroredState<ZnodeSnapshot> {

	private static final byte[] NO_DATA = {};

	private @Nullable ZnodeSnapshot last;

	/** The length that was asked for, as a power of two; 0 for never asked. */
	private byte sizeClass;

	DataState(String path) {
		super(path);
	}

	@Override
	@Nullable ZnodeSnapshot known() {
		return this.last;
	}

	private @Nullable Stat stat() {
		return (this.last != null) ? this.last.stat() : null;
	}

	@Override
	long version() {
		ZnodeSnapshot known = this.last;
		if (known == null) {
			return 0;
		}
		Stat stat = known.stat();
		return (stat != null) ? Math.max(stat.getCzxid(), stat.getMzxid()) : Long.MAX_VALUE;
	}

	boolean isAbsent() {
		return this.last != null && this.last.stat() == null;
	}

	/**
	 * A watch reports that the znode was deleted. That is all there is to know.
	 * @param zxid the zxid of the deletion, -1 when the server does not say
	 * @param queue takes the read that sets the next watch
	 */
	void deleted(long zxid, ReadQueue queue) {
		if (stat() != null && !isReading() && zxid > version()) {
			take(null, null);
		}
		boolean told = isAbsent() && !isReading() && zxid > 0;
		if (!told || !isCovered()) {
			changed(zxid, queue);
		}
	}

	@Override
	public boolean isUnknown() {
		return this.sizeClass == 0 && stat() == null;
	}

	@Override
	public boolean isBatchable(boolean asksSize) {
		return (isCovered() || isArmed()) && !asks(asksSize);
	}

	private boolean asks(boolean asksSize) {
		boolean setsWatch = !isCovered() && !isArmed();
		return isRisky() || (isUnknown() && (asksSize || setsWatch));
	}

	@Override
	public int cost(ReadLimits limits) {
		if (isUnknown()) {
			return limits.unknownCost();
		}
		return limits.cost((this.sizeClass > 0) ? 1 << this.sizeClass : length());
	}

	private int length() {
		byte[] data = (this.last != null) ? this.last.data() : null;
		return (data != null) ? data.length : 0;
	}

	@Override
	public Op op(String serverPath) {
		return Op.getData(serverPath);
	}

	@Override
	public void batched(OpResult result, ReadQueue queue) {
		if (result instanceof OpResult.GetDataResult read) {
			received(read.getData(), read.getStat(), false, queue);
		}
		else {
			absent(queue);
		}
	}

	@Override
	public void send(ReadRequest request, boolean asksSize) {
		boolean arms = arming(request) != null;
		if (asks(asksSize)) {
			request.requests()
				.exists(request.serverPath(), arming(request), (rc, path, context, found) -> request.reply()
					.accept(rc, found, () -> sized(found, arms, request)), null);
		}
		else {
			request.requests()
				.getData(request.serverPath(), arming(request), (rc, path, context, bytes, found) -> request.reply()
					.accept(rc, found, () -> received(bytes, found, arms, request.queue())), null);
		}
	}

	private void sized(@Nullable Stat found, boolean arms, ReadRequest request) {
		armed(arms);
		if (found == null) {
			absent(request.queue());
		}
		else if (isAccepted(found, request.queue())) {
			trusted();
			this.sizeClass = (byte) (Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(found.getDataLength(), 1)));
			lost(false);
		}
	}

	private void received(byte @Nullable [] bytes, @Nullable Stat found, boolean arms, ReadQueue queue) {
		// a missing znode gets no watch from a read of its data
		if (found == null) {
			absent(queue);
			return;
		}
		armed(arms);
		queue.limits().observe(found.getDataLength());
		if (isAccepted(found, queue)) {
			Stat previous = stat();
			queue.shown(changes(previous, found));
			take((bytes != null) ? bytes : NO_DATA, found);
			tell(previous, found, queue);
		}
	}

	private boolean isAccepted(Stat found, ReadQueue queue) {
		long limit = queue.limits().maxPayload();
		if (found.getDataLength() <= limit) {
			return true;
		}
		rejected();
		fail(new PayloadTooLargeException(path(), found.getDataLength(), limit));
		tell(null, found, queue);
		return false;
	}

	// a covered znode without children is nothing new to a tree
	private void tell(@Nullable Stat previous, Stat found, ReadQueue queue) {
		boolean resync = endsResync();
		if (found.getNumChildren() > 0 || !isCovered()) {
			queue.reads().read(path(), previous, found, resync);
		}
	}

	private int changes(@Nullable Stat previous, Stat found) {
		if (this.last == null) {
			return 0;
		}
		return (previous != null && previous.getCzxid() == found.getCzxid())
				? found.getVersion() - previous.getVersion() : 1;
	}

	private void absent(ReadQueue queue) {
		upToDate();
		queue.shown((stat() != null) ? 1 : 0);
		take(null, null);
		endsResync();
	}

	private void take(byte @Nullable [] bytes, @Nullable Stat found) {
		ZnodeSnapshot previous = this.last;
		settled();
		this.sizeClass = 0;
		if (previous != null && previous.isState(found)) {
			if (found != null && !found.equals(previous.stat())) {
				this.last = new ZnodeSnapshot(path(), previous.data(), found);
			}
			return;
		}
		ZnodeSnapshot next = new ZnodeSnapshot(path(), bytes, found);
		this.last = next;
		deliver(next, previous);
	}

}
