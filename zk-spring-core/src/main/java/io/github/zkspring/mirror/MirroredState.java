package io.github.zkspring.mirror;

import io.github.zkspring.client.support.Backoff;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

/**
 * One kind of state of one path: what was read last, who wants it, and whether it has to
 * be read again. At most one read is under way; however many changes are reported
 * meanwhile, one more follows, and none when the answer already is as new as the newest
 * of them. Kept small, there may be many. Guarded by the lock of the mirror.
 *
 * @param <S> the kind of snapshot
 */
abstract class MirroredState<S extends Snapshot> extends ReadState implements PendingRead {

	private final String path;

	private @Nullable MirrorListener<S> listener;

	MirroredState(String path) {
		this.path = path;
	}

	@Override
	public String path() {
		return this.path;
	}

	/**
	 * Add a listener; it is told at once what is known.
	 * @param added the listener
	 * @param queue takes the first read
	 */
	void addListener(MirrorListener<S> added, ReadQueue queue) {
		this.listener = ListenerGroup.with(this.listener, added);
		S known = known();
		if (known != null) {
			added.changed(known, null);
		}
		request(queue);
	}

	void removeListener(MirrorListener<S> removed) {
		this.listener = ListenerGroup.without(this.listener, removed);
	}

	@Override
	boolean hasListeners() {
		return this.listener != null;
	}

	/**
	 * Whether a listener wants this state.
	 * @param sought the listener
	 * @return {@code true} when it was added
	 */
	boolean hasListener(MirrorListener<S> sought) {
		return this.listener == sought
				|| (this.listener instanceof ListenerGroup<S> group && group.members().contains(sought));
	}

	void deliver(S snapshot, @Nullable S previous) {
		if (this.listener != null) {
			this.listener.changed(snapshot, previous);
		}
	}

	void fail(Exception ex) {
		if (this.listener != null) {
			this.listener.failed(this.path, ex);
		}
	}

	/**
	 * What is known.
	 * @return the last state read, {@code null} when there is none
	 */
	abstract @Nullable S known();

	/**
	 * A watch reports a change.
	 * @param zxid its zxid, -1 when the server does not say
	 * @param queue takes the read
	 */
	void changed(long zxid, ReadQueue queue) {
		report(zxid);
		request(queue);
	}

	/**
	 * A connection begins.
	 * @param watchesGone whether the watches of the last one are
	 * @param covered whether a recursive watch reports this path
	 * @param queue takes the read
	 */
	void connected(boolean watchesGone, boolean covered, ReadQueue queue) {
		reconnect(watchesGone, covered);
		request(queue);
	}

	/**
	 * A recursive watch begins or ends to report this path.
	 * @param covered whether it does
	 * @param queue takes the read that sets a watch instead
	 */
	void cover(boolean covered, ReadQueue queue) {
		setCovered(covered);
		request(queue);
	}

	/**
	 * Read again, and watch again.
	 * @param queue takes the read
	 */
	void resync(ReadQueue queue) {
		distrust();
		request(queue);
	}

	private void request(ReadQueue queue) {
		if (enqueue()) {
			queue.add(this);
		}
	}

	@Override
	public boolean begin() {
		return taken();
	}

	@Override
	public boolean end() {
		return finished();
	}

	@Override
	public void lost(boolean suspect) {
		repeat(suspect);
	}

	@Override
	public void refused(Code code, ReadQueue queue) {
		refuse(KeeperException.create(code, this.path), queue);
	}

	/**
	 * Tell the listeners of a failure, and try again after a pause that grows.
	 * @param ex what went wrong
	 * @param queue takes the next read
	 */
	void refuse(Exception ex, ReadQueue queue) {
		queue.link().later(Backoff.delay(pause()), () -> {
			retry();
			request(queue);
			queue.pump();
		});
		fail(ex);
	}

	/**
	 * The watcher to send along with a read.
	 * @param request has the watcher
	 * @return the watcher, {@code null} when a watch is set already
	 */
	@Nullable Watcher arming(ReadRequest request) {
		return (isCovered() || isArmed()) ? null : request.watcher();
	}

}
