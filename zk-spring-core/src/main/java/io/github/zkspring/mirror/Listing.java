package io.github.zkspring.mirror;

import java.util.List;

import io.github.zkspring.client.support.Backoff;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.jspecify.annotations.Nullable;

/**
 * One look for the children of a znode in a tree. A recursive watch reports those that
 * come later. Guarded by the lock of the mirror.
 */
class Listing implements PendingRead {

	private final TreeChildren tree;

	private final String path;

	private final int children;

	private boolean again;

	private int failures;

	Listing(TreeChildren tree, String path, int children) {
		this.tree = tree;
		this.path = path;
		this.children = children;
	}

	@Override
	public String path() {
		return this.path;
	}

	@Override
	public boolean isUnknown() {
		return false;
	}

	@Override
	public boolean isBatchable(boolean asksSize) {
		return true;
	}

	@Override
	public int cost(ReadLimits limits) {
		return (int) Math.min(this.children * 64L, ReadLimits.BATCH_BYTES);
	}

	@Override
	public boolean begin() {
		this.again = false;
		return this.tree.awaits(this);
	}

	@Override
	public Op op(String serverPath) {
		return Op.getChildren(serverPath);
	}

	@Override
	public void batched(OpResult result, ReadQueue queue) {
		this.tree.listed(this, (result instanceof OpResult.GetChildrenResult found) ? found.getChildren() : List.of());
	}

	@Override
	public void send(ReadRequest request, boolean asksSize) {
		request.requests()
			.getChildren(request.serverPath(), null, (rc, asked, context, names) -> request.reply()
				.accept(rc, names, () -> this.tree.listed(this, orNone(names))), null);
	}

	private static List<String> orNone(@Nullable List<String> names) {
		return (names != null) ? names : List.of();
	}

	@Override
	public void lost(boolean suspect) {
		this.again = true;
	}

	@Override
	public void refused(Code code, ReadQueue queue) {
		this.failures++;
		queue.link().later(Backoff.delay(this.failures), () -> {
			queue.add(this);
			queue.pump();
		});
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
