package io.github.zkspring.discovery;

import java.util.List;

/**
 * What a {@link ZkServiceWatch} method is called for: the instances of a service, and the
 * difference to those of the last call. What happened in between, if anything, is
 * conflated.
 *
 * @param service the name of the service
 * @param instances the instances, those out of service included, sorted by id
 * @param added instances that were not there at the last call
 * @param removed instances that were there at the last call and are not any more
 * @param updated instances that have written another record since the last call
 * @since 0.1.0
 */
public record ServiceEvent(String service, List<ServiceInstance> instances, List<ServiceInstance> added,
		List<ServiceInstance> removed, List<ServiceInstance> updated) {

	static ServiceEvent between(String service, List<ServiceInstance> last, List<ServiceInstance> now) {
		List<String> before = ids(last);
		List<String> after = ids(now);
		return new ServiceEvent(service, now, now.stream().filter((next) -> !before.contains(next.id())).toList(),
				last.stream().filter((known) -> !after.contains(known.id())).toList(),
				now.stream().filter((next) -> before.contains(next.id()) && !last.contains(next)).toList());
	}

	private static List<String> ids(List<ServiceInstance> instances) {
		return instances.stream().map(ServiceInstance::id).toList();
	}

	boolean isEmpty() {
		return this.added.isEmpty() && this.removed.isEmpty() && this.updated.isEmpty();
	}

	/**
	 * Names the service and counts the instances.
	 */
	@Override
	public String toString() {
		return "ServiceEvent[%s, %d instances, +%d -%d ~%d]".formatted(this.service, this.instances.size(),
				this.added.size(), this.removed.size(), this.updated.size());
	}

}
