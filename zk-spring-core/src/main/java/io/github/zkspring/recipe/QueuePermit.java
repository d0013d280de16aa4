package io.github.zkspring.recipe;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.zkspring.client.connection.WaitSignal;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.contender.Contender;
import io.github.zkspring.contender.ContenderListener;
import io.github.zkspring.contender.Grant;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * A permit that is waited for, held, and lost or given back: one turn of a contender.
 */
class QueuePermit implements ZkPermit, ContenderListener {

	private final ZkConnection connection;

	private final Permits permits;

	private final WaitSignal wakeup;

	private final CompletableFuture<Void> lost = new CompletableFuture<>();

	private final AtomicBoolean closed = new AtomicBoolean();

	private volatile @Nullable Contender contender;

	private volatile @Nullable Grant grant;

	private volatile boolean placed;

	private volatile KeeperException.@Nullable Code refusal;

	/**
	 * Create a permit that is waited for.
	 * @param connection says whether the session is certain
	 * @param permits those of this application; they tell of the loss
	 * @param wakeup wakes who waits
	 */
	QueuePermit(ZkConnection connection, Permits permits, WaitSignal wakeup) {
		this.connection = connection;
		this.permits = permits;
		this.wakeup = wakeup;
	}

	void of(Contender enrolled) {
		this.contender = enrolled;
	}

	boolean isGranted() {
		return this.grant != null;
	}

	/**
	 * Whether the queue has been looked at.
	 * @return {@code true} once the contender has a place in it
	 */
	boolean isPlaced() {
		return this.placed;
	}

	KeeperException.@Nullable Code refusal() {
		return this.refusal;
	}

	/**
	 * Give the place or the permit back.
	 * @return completes when no znode is left
	 */
	CompletableFuture<Void> giveBack() {
		this.closed.set(true);
		this.permits.forget(this);
		Contender enrolled = this.contender;
		return (enrolled != null) ? enrolled.withdraw() : CompletableFuture.completedFuture(null);
	}

	@Override
	public boolean isHeld() {
		Contender enrolled = this.contender;
		Grant held = this.grant;
		return !this.closed.get() && enrolled != null && held != null && enrolled.grant() == held
				&& this.connection.isCertain(held.sessionId());
	}

	@Override
	public CompletableFuture<Void> lost() {
		return this.lost.copy();
	}

	@Override
	public void close() {
		if (!this.closed.get()) {
			giveBack();
		}
	}

	@Override
	public void queued() {
		this.placed = true;
		this.wakeup.signal();
	}

	@Override
	public void granted(Grant granted) {
		this.grant = granted;
		this.wakeup.signal();
	}

	@Override
	public void revoked(Grant ended) {
		this.permits.forget(this);
		if (!this.closed.get()) {
			this.permits.tell(() -> this.lost.complete(null));
		}
	}

	@Override
	public void failed(KeeperException ex) {
		this.refusal = ex.code();
		this.wakeup.signal();
	}

}
