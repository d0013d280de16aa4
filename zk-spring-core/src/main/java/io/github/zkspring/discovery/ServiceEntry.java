package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.mirror.ChildrenSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * One service of the catalog.
 */
class ServiceEntry extends CatalogEntry<ServiceInstances> {

	private final String service;

	private final ServiceRecords records;

	private final SetAside setAside = new SetAside(System::nanoTime);

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	private final LongAdder choices = new LongAdder();

	private final LongAdder refused = new LongAdder();

	private final LongAdder failures = new LongAdder();

	ServiceEntry(String path, Duration timeout, ServiceRecords records) {
		super(path, timeout);
		records.json();
		this.service = ZkPaths.name(path);
		this.records = records;
	}

	@Override
	ServiceInstances read(ChildrenSnapshot snapshot, @Nullable ServiceInstances last) {
		return ((last != null) ? last : ServiceInstances.NONE).next(this.service, snapshot, this.records);
	}

	@Override
	void changed() {
		ServiceInstances now = peek();
		if (now != null) {
			this.setAside.retain(now.all());
		}
		this.listeners.forEach(Runnable::run);
	}

	/**
	 * Add a listener. It is told about every change, and at once when there is something
	 * to tell already.
	 * @param listener hands over and returns
	 */
	void addListener(Runnable listener) {
		this.listeners.add(listener);
		if (peek() != null) {
			listener.run();
		}
	}

	Optional<ServiceInstance> choose(InstanceSelector selector) {
		boolean chosen = false;
		try {
			List<ServiceInstance> up = get().up();
			chosen = !up.isEmpty();
			return chosen ? Optional.of(selector.select(this.service, this.setAside.without(up), this.setAside))
					: Optional.empty();
		}
		finally {
			(chosen ? this.choices : this.refused).increment();
		}
	}

	void failed(ServiceInstance instance) {
		this.failures.increment();
		ServiceInstances now = peek();
		// what has left meanwhile is not remembered
		if (now != null && now.all().contains(instance)) {
			this.setAside.failed(instance);
		}
	}

	long choices() {
		return this.choices.sum();
	}

	long refused() {
		return this.refused.sum();
	}

	long failures() {
		return this.failures.sum();
	}

}
