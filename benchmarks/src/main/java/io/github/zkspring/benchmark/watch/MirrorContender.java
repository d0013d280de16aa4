package io.github.zkspring.benchmark.watch;

import java.util.Map;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.Mirror;
import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.TreeScope;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooKeeper;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@link WatchContender} for the mirror.
 */
final class MirrorContender implements WatchContender {

	private final ConfigurableApplicationContext context;

	private final ValueListener listener;

	private final Subscription subscription;

	private MirrorContender(ContenderSetup setup, Subscription subscription) {
		this.listener = setup.listener();
		this.subscription = subscription;
		this.context = BenchmarkApplication.start(setup, ZkAutoConfiguration.class);
	}

	static MirrorContender data(ContenderSetup setup) {
		return new MirrorContender(setup, (mirror, znodes, listener) -> {
			MirrorListener<ZnodeSnapshot> values = new Values(listener);
			mirror.together(() -> znodes.paths().forEach((path) -> mirror.data(path, values)));
		});
	}

	static MirrorContender children(ContenderSetup setup) {
		return new MirrorContender(setup,
				(mirror, znodes, listener) -> mirror.childrenWithData(znodes.root(), new Children(listener)));
	}

	static MirrorContender tree(ContenderSetup setup) {
		return new MirrorContender(setup,
				(mirror, znodes, listener) -> mirror.tree(TreeScope.all(znodes.root()), new Values(listener)));
	}

	@Override
	public void watch(Znodes znodes) {
		this.subscription.open(this.context.getBean(Mirror.class), znodes, this.listener);
	}

	@Override
	public ZooKeeper zooKeeper() throws Exception {
		return this.context.getBean(CuratorFramework.class).getZookeeperClient().getZooKeeper();
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * Kind of watch in the mirror.
	 */
	private interface Subscription {

		void open(Mirror mirror, Znodes znodes, ValueListener listener);

	}

	/**
	 * Watches each znode.
	 *
	 * @param listener where they go
	 */
	private record Values(ValueListener listener) implements MirrorListener<ZnodeSnapshot> {

		@Override
		public void changed(ZnodeSnapshot snapshot) {
			if (snapshot.stat() != null) {
				this.listener.value(snapshot.path(), snapshot.stat().getVersion());
			}
		}

		@Override
		public void failed(String path, Exception ex) {
			throw new IllegalStateException(ex);
		}

	}

	/**
	 * Watches all children and delivers the changed ones.
	 */
	private static final class Children implements MirrorListener<ChildrenSnapshot> {

		private final ValueListener listener;

		private Map<String, ZnodeSnapshot> last = Map.of();

		private Children(ValueListener listener) {
			this.listener = listener;
		}

		@Override
		public void changed(ChildrenSnapshot snapshot) {
			Map<String, ZnodeSnapshot> before = this.last;
			this.last = snapshot.data();
			this.last.forEach((name, child) -> {
				ZnodeSnapshot known = before.get(name);
				if (child.stat() != null && (known == null || !child.isSameState(known))) {
					this.listener.value(child.path(), child.stat().getVersion());
				}
			});
		}

		@Override
		public void failed(String path, Exception ex) {
			throw new IllegalStateException(ex);
		}

	}

}
