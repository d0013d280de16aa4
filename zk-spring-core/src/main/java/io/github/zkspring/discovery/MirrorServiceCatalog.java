package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.connection.ZkConnectionListener;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.mirror.Mirror;

import org.springframework.beans.factory.DisposableBean;

/**
 * {@link ServiceCatalog} on the mirror, with one subscription for each requested service.
 * It has to be added to the connection as a listener to determine the age of instances.
 */
public class MirrorServiceCatalog implements ServiceCatalog, ZkConnectionListener, DisposableBean {

	private static final Duration RESYNC = Duration.ofSeconds(10);

	private final Mirror mirror;

	private final ServiceRecords records;

	private final InstanceSelector selector;

	private final String basePath;

	private final Duration timeout;

	private final CachedChildren<List<String>> names;

	private final Map<String, CachedService> services = new ConcurrentHashMap<>();

	private final List<Consumer<CachedService>> listeners = new CopyOnWriteArrayList<>();

	/** Time of the last disconnect, on the monotonic clock; 0 for never. */
	private volatile long disconnectedAt;

	private volatile long connectedAt;

	private volatile boolean connected;

	/**
	 * Creates a catalog. It reads nothing before the first request.
	 * @param mirror reads and watches the services
	 * @param records reads the records of instances
	 * @param selector selects instances
	 * @param basePath the parent of all services
	 * @param timeout the maximum time to wait for the first read of a service
	 * @throws IllegalArgumentException if the base path is invalid
	 */
	public MirrorServiceCatalog(Mirror mirror, ServiceRecords records, InstanceSelector selector, String basePath,
			Duration timeout) {
		ZkPaths.validate(basePath);
		this.mirror = mirror;
		this.records = records;
		this.selector = selector;
		this.basePath = basePath;
		this.timeout = timeout;
		this.names = new CachedChildren<>(basePath, timeout, (snapshot, last) -> snapshot.names(), (names) -> {
		});
	}

	@Override
	public List<String> names() {
		this.mirror.ensureStarted();
		this.names.open(this.mirror::children);
		return this.names.get();
	}

	@Override
	public List<ServiceInstance> instances(String service) {
		return requested(service).get().all();
	}

	@Override
	public Optional<ServiceInstance> choose(String service) {
		return requested(service).choose(this.selector);
	}

	@Override
	public void failed(ServiceInstance instance) {
		service(instance.service()).failed(instance);
	}

	@Override
	public Duration age(String service) {
		CachedService cached = requested(service);
		cached.get();
		return cached.age();
	}

	private CachedService requested(String service) {
		this.mirror.ensureStarted();
		return service(service);
	}

	CachedService service(String service) {
		CachedService loaded = this.services.get(service);
		if (loaded != null) {
			return loaded;
		}
		CachedService created = new CachedService(ZkPaths.child(this.basePath, service), this.timeout, this.records,
				this::disconnectedSince);
		CachedService known = this.services.putIfAbsent(service, created);
		CachedService cached = (known != null) ? known : created;
		cached.open(this.mirror);
		if (known == null) {
			this.listeners.forEach((listener) -> listener.accept(cached));
		}
		return cached;
	}

	/**
	 * Returns the statistics of all services requested so far.
	 * @return the statistics
	 */
	public Collection<CachedService> statistics() {
		return List.copyOf(this.services.values());
	}

	/**
	 * Adds a listener that receives the statistics of each service on its first request.
	 * @param listener the listener
	 */
	public void addListener(Consumer<CachedService> listener) {
		this.listeners.add(listener);
	}

	@Override
	public void connected(ZkHandle handle) {
		this.connectedAt = System.nanoTime();
		this.connected = true;
	}

	@Override
	public void disconnected(ZkSessionState state) {
		if (this.connected) {
			this.connected = false;
			this.disconnectedAt = System.nanoTime();
		}
	}

	// after a reconnect, stale instances are attributed to the disconnect for a while
	private long disconnectedSince() {
		boolean resynced = this.connected && System.nanoTime() - this.connectedAt > RESYNC.toNanos();
		return resynced ? 0 : this.disconnectedAt;
	}

	@Override
	public void destroy() {
		this.names.close();
		this.services.values().forEach(CachedService::close);
	}

}
