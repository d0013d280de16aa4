package io.github.zkspring.recipe;

import java.time.Duration;

import io.github.zkspring.client.connection.Operation;
import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.ZnodeOperations;
import org.apache.zookeeper.CreateMode;
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
		Request<Stat> create = this.requests.znodes().createRequest(this.path, new byte[0], CreateMode.PERSISTENT);
		this.requests.attempt(Operation.repeatable(this.path, "create", create), this.requests.deadline());
	}

	@Override
	public boolean remove() {
		return this.requests
			.attempt(this.requests.znodes().delete(this.path, ZnodeOperations.ANY), this.requests.deadline())
			.isPresent();
	}

	@Override
	public boolean isUp() {
		return !await(Duration.ZERO);
	}

	@Override
	public boolean await(Duration timeout) {
		Boolean absent = this.requests.await(this.path, timeout, (signal, deadline) -> {
			boolean up = this.requests.execute(this.requests.znodes().exists(this.path, signal), deadline).isPresent();
			return up ? null : Boolean.TRUE;
		});
		return absent != null;
	}

}
