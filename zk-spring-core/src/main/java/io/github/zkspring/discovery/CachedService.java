package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.mirror.Mirror;
import org.jspecify.annotations.Nullable;

/**
 * A service of the catalog: its instances, their failures and its statistics. The public
 * methods answer from memory and never block.
 */
public final class CachedService {

	private final String service;

	private final CachedChildren<ServiceInstances> instances;

	private final LongSupplier disconnectedSince;

	private final FailedInstances failed = new FailedInstances(System::nanoTime);

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	private final LongAdder choices = new LongAdder();

	private final LongAdder refused = new LongAdder();

	private final LongAdder failures = new LongAdder();

	CachedService(String path, Duration timeout, ServiceRecords records, LongSupplier disconnectedSince) {
		records.json();
		this.service = ZkPaths.name(path);
		this.disconnectedSince = disconnectedSince;
		this.instances = new CachedChildren<>(path, timeout, (snapshot,
				last) -> ((last != null) ? last : ServiceInstances.NONE).next(this.service, snapshot, records),
				this::changed);
	}

	void open(Mirror mirror) {
		this.instances.open(mirror::childrenWithData);
	}

	void close() {
		this.instances.close();
	}

	ServiceInstances get() {
		return this.instances.get();
	}

	@Nullable ServiceInstances peek() {
		return this.instances.peek();
	}

	boolean awaitAnswer(long deadline) throws InterruptedException {
		return this.instances.awaitAnswer(deadline);
	}

	private void changed(ServiceInstances now) {
		this.failed.retain(now.all());
		this.listeners.forEach(Runnable::run);
	}

	/**
	 * Adds a listener for changes. It is called at once if the instances are known.
	 * @param listener the listener, which must not block
	 */
	void addListener(Runnable listener) {
		this.listeners.add(listener);
		if (peek() != null) {
			listener.run();
		}
	}

	void removeListener(Runnable listener) {
		this.listeners.remove(listener);
	}

	Optional<ServiceInstance> choose(InstanceSelector selector) {
		boolean chosen = false;
		try {
			List<ServiceInstance> up = get().up();
			chosen = !up.isEmpty();
			return chosen ? Optional.of(selector.select(this.service, this.failed.exclude(up), this.failed))
					: Optional.empty();
		}
		finally {
			(chosen ? this.choices : this.refused).increment();
		}
	}

	void failed(ServiceInstance instance) {
		this.failures.increment();
		ServiceInstances now = peek();
		// no failure is kept of an instance that has been removed
		if (now != null && now.all().contains(instance)) {
			this.failed.failed(instance);
		}
	}

	/**
	 * Returns the name of the service.
	 * @return the name
	 */
	public String service() {
		return this.service;
	}

	/**
	 * Returns the number of known instances.
	 * @return the number, or {@code null} if the instances were never read
	 */
	public @Nullable Integer instances() {
		ServiceInstances known = peek();
		return (known != null) ? known.all().size() : null;
	}

	/**
	 * Returns the age of the known instances.
	 * @return the age, zero while they are current
	 */
	public Duration age() {
		return this.instances.age(this.disconnectedSince.getAsLong());
	}

	/**
	 * Returns how often an instance was chosen.
	 * @return the number of choices
	 */
	public long choices() {
		return this.choices.sum();
	}

	/**
	 * Returns how often no instance could be chosen.
	 * @return the number of unsuccessful choices
	 */
	public long refused() {
		return this.refused.sum();
	}

	/**
	 * Returns how often a call to an instance was reported as failed.
	 * @return the number of failures
	 */
	public long failures() {
		return this.failures.sum();
	}

}
