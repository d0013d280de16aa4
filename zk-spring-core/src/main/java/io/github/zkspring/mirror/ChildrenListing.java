package io.github.zkspring.mirror;

import java.util.List;

import io.github.zkspring.client.support.Backoff;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;

/**
 * One read of the names of the children of a znode in a tree. A recursive watch reports
 * children that are created later. Guarded by the lock of the mirror.
 */
class ChildrenListing implements PendingRead {

	/** An estimate of the bytes of a name. */
	private static final long NAME_BYTES = 64;

	private final TreeChildren tree;

	private final String path;

	private final int children;

	private boolean again;

	private int failures;

	/**
	 * Creates a listing.
	 * @param tree receives the names
	 * @param path the path of the parent
	 * @param children the number of children that the stat of the parent shows
	 */
	ChildrenListing(TreeChildren tree, String path, int children) {
		this.tree = tree;
		this.path = path;
		this.children = children;
	}

	@Override
	public String path() {
		return this.path;
	}

	@Override
	public boolean isSizeUnknown() {
		return false;
	}

	@Override
	public Operation operation(boolean checkSize) {
		return Operation.NAMES;
	}

	@Override
	public boolean setsWatch() {
		return false;
	}

	@Override
	public int expectedBytes(ReadLimits limits) {
		return (int) Math.min(this.children * NAME_BYTES, ReadLimits.BATCH_BYTES);
	}

	@Override
	public boolean begin() {
		this.again = false;
		return this.tree.isWaitingFor(this);
	}

	@Override
	public void received(ReadResult result) {
		List<String> names = result.names();
		this.tree.listed(this, (names != null) ? names : List.of());
	}

	@Override
	public void lost(boolean suspected) {
		this.again = true;
	}

	@Override
	public void refused(Code code) {
		this.failures++;
		this.tree.retry(this, Backoff.delay(this.failures));
		this.tree.refused(this, KeeperException.create(code, this.path));
	}

	boolean isRefused() {
		return this.failures > 0;
	}

	@Override
	public boolean end() {
		return this.again;
	}

}
