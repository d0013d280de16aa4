package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.Mirror;
import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.WatchErrorHandler;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

/**
 * A mirror whose states come from a test, for the watch that subscribed last.
 */
class MirrorStub {

	private final Mirror mirror = mock(Mirror.class, withSettings().stubOnly());

	private final MirrorSubscription subscription = mock(MirrorSubscription.class);

	private MirrorListener<ZnodeSnapshot> data;

	private MirrorListener<ChildrenSnapshot> children;

	private MirrorListener<ZnodeSnapshot> tree;

	MirrorStub() {
		given(this.mirror.data(any(), any())).willAnswer((invocation) -> {
			this.data = invocation.getArgument(1);
			return this.subscription;
		});
		given(this.mirror.childrenWithData(any(), any())).willAnswer((invocation) -> {
			this.children = invocation.getArgument(1);
			return this.subscription;
		});
		given(this.mirror.tree(any(), any())).willAnswer((invocation) -> {
			this.tree = invocation.getArgument(1);
			return this.subscription;
		});
	}

	WatchFactory factory(Executor executor, ZkEventLoop loop, WatchErrorHandler errorHandler) {
		return new WatchFactory(this.mirror, executor(executor, loop), List::of, CallObserver.none(),
				() -> errorHandler);
	}

	DeliveryExecutor executor(Executor executor, ZkEventLoop loop) {
		return new DeliveryExecutor(executor, "zkWatchExecutor", loop, Duration.ZERO);
	}

	MirrorSubscription subscribe(String path, MirrorListener<ZnodeSnapshot> listener) {
		return this.mirror.data(path, listener);
	}

	MirrorSubscription subscription() {
		return this.subscription;
	}

	void changed(ZnodeSnapshot znode) {
		if (this.tree != null) {
			this.tree.changed(znode);
		}
		else {
			this.data.changed(znode);
		}
	}

	void changed(ChildrenSnapshot snapshot) {
		this.children.changed(snapshot);
	}

	void initialised() {
		this.tree.initialised();
	}

	void failed(String path, Exception ex) {
		if (this.tree != null) {
			this.tree.failed(path, ex);
		}
		else {
			this.data.failed(path, ex);
		}
	}

}
