package io.github.zkspring.sample.members;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.leader.LeaderElections;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.data.Stat;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Registers this instance as a member for the duration of its session, and again in every
 * new session.
 */
@Component
class MemberRegistration {

	private final CuratorFramework client;

	private final String path;

	MemberRegistration(CuratorFramework client, LeaderElections elections) {
		this.client = client;
		this.path = ZkPaths.child(Members.PATH, elections.id());
	}

	@EventListener
	void sessionChanged(ZkSessionStateEvent event) throws Exception {
		if (event.state() == ZkSessionState.CONNECTED) {
			register(event.sessionId());
		}
	}

	private void register(long session) throws Exception {
		Stat stat = this.client.checkExists().forPath(this.path);
		if (stat != null && stat.getEphemeralOwner() == session) {
			return;
		}
		if (stat != null) {
			// belongs to an earlier session and is deleted when that session expires
			this.client.delete().quietly().forPath(this.path);
		}
		this.client.create()
			.idempotent()
			.creatingParentsIfNeeded()
			.withMode(CreateMode.EPHEMERAL)
			.forPath(this.path, new byte[0]);
	}

}
