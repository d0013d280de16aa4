package io.github.zkspring.watch;

import java.util.function.Predicate;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.Snapshot;
import io.github.zkspring.mirror.TreeListener;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Watches a tree znode by znode, with one slot for each.
 */
class ZnodeTreeWatch extends AbstractWatch<ZnodeEvent<Object>> implements TreeListener {

	private final WatchPlan<TreeListener, ZnodeSnapshot, ZnodeEvent<Object>> plan;

	private final Predicate<String> filter;

	private final TreeSlot slot;

	/** The znode that is to be delivered again. */
	private volatile @Nullable String failed;

	/** The state that was delivered last, without its data. */
	private volatile @Nullable ZnodeSnapshot delivered;

	ZnodeTreeWatch(WatchPlan<TreeListener, ZnodeSnapshot, ZnodeEvent<Object>> plan, String id, String path,
			WatchCall<ZnodeEvent<Object>> call, Predicate<String> filter) {
		super(plan.settings(), id, path, call);
		this.plan = plan;
		this.filter = filter;
		this.slot = new TreeSlot(path);
	}

	@Override
	MirrorSubscription subscribe() {
		this.slot.begin();
		return this.plan.source().subscribe(path(), this);
	}

	@Override
	public void changed(ZnodeSnapshot znode) {
		if (this.filter.test(znode.path())) {
			if (this.slot.put(znode)) {
				counters().conflated();
			}
			if (znode.path().equals(this.failed)) {
				release();
			}
			signal();
		}
	}

	@Override
	public void initialised() {
		this.slot.complete();
		signal();
	}

	@Override
	public void failed(String refused, Exception ex) {
		this.slot.refuse(refused, ex);
		signal();
	}

	@Override
	protected void deliver() {
		this.slot.takeRefused().forEach((path, ex) -> {
			report(new Znode(path, null), WatchError.Kind.READ, ex);
			if (concernsAll(path)) {
				markInitialised();
			}
		});
		TreeSlot.Pending next = isClosed() ? null : this.slot.next();
		if (next != null) {
			deliver(next);
		}
		if (!this.slot.isEmpty()) {
			signal();
		}
		else if (this.slot.isDone()) {
			markInitialised();
		}
	}

	private void deliver(TreeSlot.Pending next) {
		this.failed = null;
		ZnodeSnapshot znode = next.znode();
		long errors = counters().errors();
		EventFactory.Before<ZnodeSnapshot> before = this.slot.before(next);
		ZnodeEvent<Object> event;
		try {
			event = this.plan.events().create(znode, before, this::unreadable);
		}
		catch (CodecException ex) {
			unreadable(znode, ex);
			return;
		}
		if (call(event, znode, new Znode(znode.path(), znode.stat()), change(znode, before.snapshot()))) {
			this.slot.delivered(znode, this.plan.events().memory(event));
			counters().delivered(errors);
			this.delivered = new ZnodeSnapshot(znode.path(), null, znode.stat());
		}
		else {
			this.failed = znode.path();
			if (!this.slot.giveBack(next)) {
				release();
			}
		}
	}

	@Override
	@Nullable Snapshot lastDelivered() {
		return this.delivered;
	}

	@Override
	boolean isBehind() {
		return !this.slot.isDone();
	}

}
