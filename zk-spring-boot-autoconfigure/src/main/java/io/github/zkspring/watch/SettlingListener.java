package io.github.zkspring.watch;

import java.time.Duration;
import java.util.concurrent.Future;

import io.github.zkspring.client.EngineLoop;
import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.Snapshot;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * Passes the first snapshot on at once, and every later one when no other has come for a
 * while.
 *
 * @param <S> the kind of snapshot
 */
class SettlingListener<S extends Snapshot> implements MirrorListener<S> {

	private final MirrorListener<S> delegate;

	private final EngineLoop loop;

	private final Duration settle;

	private boolean first = true;

	private @Nullable Future<?> timer;

	SettlingListener(MirrorListener<S> delegate, EngineLoop loop, Duration settle) {
		this.delegate = delegate;
		this.loop = loop;
		this.settle = settle;
	}

	@Override
	public synchronized void changed(S snapshot) {
		if (this.first) {
			this.first = false;
			this.delegate.changed(snapshot);
			return;
		}
		if (this.timer != null) {
			this.timer.cancel(false);
		}
		this.timer = this.loop.schedule(() -> this.delegate.changed(snapshot), this.settle);
	}

	@Override
	public void failed(KeeperException ex) {
		this.delegate.failed(ex);
	}

}
