package io.github.zkspring.contender;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.zkspring.client.ZkException;
import org.apache.zookeeper.KeeperException;

/**
 * Records the grants of a contender.
 */
class RecordedGrants implements Contender.Listener {

	private final List<Grant> granted = new CopyOnWriteArrayList<>();

	private final List<Grant> revoked = new CopyOnWriteArrayList<>();

	List<Grant> granted() {
		return this.granted;
	}

	List<Grant> revoked() {
		return this.revoked;
	}

	boolean holds() {
		return this.granted.size() > this.revoked.size();
	}

	@Override
	public void queued(List<String> ahead) {
	}

	@Override
	public void granted(Grant grant) {
		this.granted.add(grant);
	}

	@Override
	public void revoked(Grant grant) {
		this.revoked.add(grant);
	}

	@Override
	public void failed(KeeperException ex) {
	}

	@Override
	public void unproven(ZkException refusal) {
	}

}
