package io.github.zkspring.annotation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.zkspring.discovery.ServiceEvent;
import io.github.zkspring.discovery.ZkServiceWatch;
import io.github.zkspring.leader.OnLeadershipGranted;
import io.github.zkspring.leader.OnLeadershipRevoked;
import io.github.zkspring.watch.ZkChildrenWatch;
import io.github.zkspring.watch.ZkDataWatch;
import io.github.zkspring.watch.ZkTreeWatch;
import io.github.zkspring.watch.ZnodeEvent;

/**
 * A bean with a method for each annotation, which records their calls.
 */
class Calls implements Called {

	private final List<String> all = Collections.synchronizedList(new ArrayList<>());

	@ZkDataWatch("/test/a")
	@Override
	public void data(ZnodeEvent<String> event) {
		this.all.add("data " + event.type() + " " + event.payload());
	}

	@ZkChildrenWatch("/test")
	@Override
	public void children(List<String> names) {
		this.all.add("children " + names);
	}

	@ZkTreeWatch("/test")
	@Override
	public void tree(ZnodeEvent<String> event) {
		this.all.add("tree " + event.type() + " " + event.path());
	}

	@OnLeadershipGranted("jobs")
	@Override
	public void granted() {
		this.all.add("granted");
	}

	@OnLeadershipRevoked("jobs")
	@Override
	public void revoked() {
		this.all.add("revoked");
	}

	@ZkServiceWatch("orders")
	@Override
	public void instances(ServiceEvent event) {
		this.all.add("instances " + event.instances().size());
	}

	@Override
	public List<String> all() {
		synchronized (this.all) {
			return this.all.stream().sorted().toList();
		}
	}

}
