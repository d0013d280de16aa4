package io.github.zkspring.discovery;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One instance after the other. Each service has its own turn.
 */
class RoundRobinSelector implements InstanceSelector {

	private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();

	@Override
	public ServiceInstance select(String service, List<ServiceInstance> candidates, FailureHistory failures) {
		AtomicInteger turn = this.turns.get(service);
		if (turn == null) {
			turn = this.turns.computeIfAbsent(service, (key) -> new AtomicInteger());
		}
		return candidates.get(Math.floorMod(turn.getAndIncrement(), candidates.size()));
	}

}
