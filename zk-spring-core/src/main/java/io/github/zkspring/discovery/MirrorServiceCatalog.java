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
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkConnectionListener;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.mirror.Mirror;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;

/**
 * The catalog, kept up to date by the mirror: one subscription for each service that was
 * asked for, whoever asks.
 */
public class MirrorServiceCatalog implements ServiceCatalog, ZkConnectionListener, DisposableBean {

	private static final Duration RESYNC = Duration.ofSeconds(10);

	private final Mirror mirror;

	private final ServiceRecords records;

	private final CatalogSettings settings;

	private final InstanceSelector selector;

	private final NamesEntry names;

	private final Map<String, ServiceEntry> services = new ConcurrentHashMap<>();

	private final List<Consumer<ServiceStatistics>> listeners = new CopyOnWriteArrayList<>();

	/** When the connection was lost last, on the monotonic clock; 0 for never. */
	private volatile long disconnectedAt;

	private volatile long connectedAt;

	private volatile boolean connected;

	/**
	 * Create a catalog. Nothing is read before somebody asks.
	 * @param mirror reads and watches
	 * @param connection tells when the ensemble is away
	 * @param records reads the records
	 * @param settings where the services are
	 * @param selector picks instances
	 */
	public MirrorServiceCatalog(Mirror mirror, ZkConnection connection, ServiceRecords records,
			CatalogSettings settings, InstanceSelector selector) {
		this.mirror = mirror;
		this.records = records;
		this.settings = settings;
		this.selector = selector;
		this.names = new NamesEntry(settings.basePath(), settings.timeout());
		connection.addListener(this);
	}

	@Override
	public List<String> names() {
		this.names.open(this.mirror::children);
		return this.names.get();
	}

	@Override
	public List<ServiceInstance> instances(String service) {
		return entry(service).get().all();
	}

	@Override
	public Optional<ServiceInstance> choose(String service) {
		return entry(service).choose(this.selector);
	}

	@Override
	public void failed(ServiceInstance instance) {
		entry(instance.service()).failed(instance);
	}

	@Override
	public Duration age(String service) {
		ServiceEntry entry = entry(service);
		entry.get();
		return entry.age(away());
	}

	ServiceEntry entry(String service) {
		ServiceEntry known = this.services.get(service);
		return (known != null) ? known : load(service);
	}

	private ServiceEntry load(String service) {
		ServiceEntry created = new ServiceEntry(ZkPaths.child(this.settings.basePath(), service),
				this.settings.timeout(), this.records);
		ServiceEntry known = this.services.putIfAbsent(service, created);
		ServiceEntry entry = (known != null) ? known : created;
		entry.open(this.mirror::childrenWithData);
		if (known == null) {
			this.listeners.forEach((listener) -> listener.accept(new Statistics(service, entry)));
		}
		return entry;
	}

	/**
	 * How the services do that were asked for so far.
	 * @return the statistics
	 */
	public Collection<ServiceStatistics> statistics() {
		return this.services.entrySet()
			.stream()
			.<ServiceStatistics>map((entry) -> new Statistics(entry.getKey(), entry.getValue()))
			.toList();
	}

	/**
	 * Add a listener. It is told once about every service that is asked for from now on.
	 * @param listener takes the statistics of the service
	 */
	public void addListener(Consumer<ServiceStatistics> listener) {
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

	// for some time after a reconnect, what is not up to date is so because of that
	private long away() {
		boolean back = this.connected && System.nanoTime() - this.connectedAt > RESYNC.toNanos();
		return back ? 0 : this.disconnectedAt;
	}

	@Override
	public void destroy() {
		this.names.close();
		this.services.values().forEach(CatalogEntry::close);
	}

	/**
	 * What is told about one service.
	 */
	private final class Statistics implements ServiceStatistics {

		private final String service;

		private final ServiceEntry entry;

		private Statistics(String service, ServiceEntry entry) {
			this.service = service;
			this.entry = entry;
		}

		@Override
		public String service() {
			return this.service;
		}

		@Override
		public @Nullable Integer instances() {
			ServiceInstances known = this.entry.peek();
			return (known != null) ? known.all().size() : null;
		}

		@Override
		public Duration age() {
			return this.entry.age(away());
		}

		@Override
		public long choices() {
			return this.entry.choices();
		}

		@Override
		public long refused() {
			return this.entry.refused();
		}

		@Override
		public long failures() {
			return this.entry.failures();
		}

	}

}
