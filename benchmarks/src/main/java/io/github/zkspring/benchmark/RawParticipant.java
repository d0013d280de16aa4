package io.github.zkspring.benchmark;

import java.util.List;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/**
 * Minimum for a client: watch the predecessor and list the children after its deletion.
 */
final class RawParticipant implements HandoverParticipants.Participant {

	private final ZooKeeper zooKeeper;

	private volatile String own = "";

	private volatile boolean leader;

	RawParticipant(ZooKeeper zooKeeper) {
		this.zooKeeper = zooKeeper;
	}

	@Override
	public void join() {
		HandoverParticipants.checked(() -> {
			try {
				this.zooKeeper.create("/raw", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
			}
			catch (KeeperException.NodeExistsException ex) {
				// by the other one
			}
			this.own = this.zooKeeper.create("/raw/n-", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE,
					CreateMode.EPHEMERAL_SEQUENTIAL);
			look();
			return null;
		});
	}

	private void look() {
		this.zooKeeper.getChildren("/raw", false, (rc, path, context, names) -> {
			List<String> queue = names.stream().sorted().toList();
			int position = queue.indexOf(this.own.substring("/raw/".length()));
			if (position == 0) {
				this.leader = true;
			}
			else {
				this.zooKeeper.exists("/raw/" + queue.get(position - 1), this::gone, (code, asked, with, stat) -> {
				}, null);
			}
		}, null);
	}

	private void gone(WatchedEvent event) {
		if (event.getType() == EventType.NodeDeleted) {
			look();
		}
	}

	@Override
	public void stepDown() {
		this.leader = false;
		this.zooKeeper.delete(this.own, -1, (rc, path, context) -> {
		}, null);
	}

	@Override
	public boolean isLeader() {
		return this.leader;
	}

	@Override
	public void close() throws Exception {
		this.zooKeeper.close();
	}

}
