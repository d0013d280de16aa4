package io.github.zkspring.discovery;

import java.util.List;

/**
 * Argument of a {@link ZkServiceWatch} method: the instances of a service and the
 * difference from the previous invocation. Intermediate changes are conflated.
 *
 * @param service the name of the service
 * @param instances the instances, including those that are out of service, sorted by id
 * @param added the instances added since the previous invocation
 * @param removed the instances removed since the previous invocation
 * @param updated the instances whose record changed since the previous invocation
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
	 * Returns the name of the service and the numbers of instances.
	 */
	@Override
	public String toString() {
		return "ServiceEvent[%s, %d instances, +%d -%d ~%d]".formatted(this.service, this.instances.size(),
				this.added.size(), this.removed.size(), this.updated.size());
	}

}
