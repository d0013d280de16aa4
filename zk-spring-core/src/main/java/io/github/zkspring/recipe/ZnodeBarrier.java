package io.github.zkspring.recipe;

import java.time.Duration;

import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Outcome;
import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.ZnodeRequests;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;

/**
 * {@link ZkBarrier} in one znode.
 */
class ZnodeBarrier implements ZkBarrier {

	private final RecipeRequests requests;

	private final String path;

	ZnodeBarrier(RecipeRequests requests, String path) {
		this.requests = requests;
		this.path = path;
	}

	@Override
	public String path() {
		return this.path;
	}

	@Override
	public void create() {
		Outcome<Stat> outcome = this.requests.repeatWithParent(this.path,
				this.requests.znodes().create(this.path, new byte[0], CreateMode.PERSISTENT), this.requests.deadline());
		if (outcome.code() != Code.NODEEXISTS) {
			outcome.orThrow(this.path, "create");
		}
	}

	@Override
	public boolean remove() {
		Deadline deadline = this.requests.deadline();
		Request<Boolean> delete = this.requests.znodes().delete(this.path, ZnodeRequests.ANY);
		Outcome<Boolean> outcome = this.requests.calls().write(this.path, deadline, delete);
		boolean lost = outcome.isLost();
		if (lost) {
			outcome = this.requests.calls()
				.recover(this.path, () -> this.requests.calls().repeat(this.path, deadline, delete));
		}
		// absent after a lost answer: removed by this call or by another one
		return (outcome.code() == Code.NONODE) ? lost : outcome.orThrow(this.path, "delete");
	}

	@Override
	public boolean isUp() {
		return !await(Duration.ZERO);
	}

	@Override
	public boolean await(Duration timeout) {
		Boolean absent = this.requests.await(this.path, timeout, (signal, deadline) -> {
			boolean up = this.requests.calls()
				.read(this.path, deadline, this.requests.znodes().exists(this.path, signal))
				.isPresent();
			return up ? null : Boolean.TRUE;
		});
		return absent != null;
	}

}
