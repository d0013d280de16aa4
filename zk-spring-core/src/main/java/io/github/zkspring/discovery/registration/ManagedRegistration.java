package io.github.zkspring.discovery.registration;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.client.support.ZkPhases;
import io.github.zkspring.discovery.ServiceInstance;
import io.github.zkspring.discovery.ServiceRecords;
import io.github.zkspring.discovery.ServiceRegistration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Describes this application as an instance of a service and binds its registration to
 * the lifecycle of the application: publishes the record once the port is known and the
 * application is ready, and removes it before the web server stops.
 */
public class ManagedRegistration implements ServiceRegistration, SmartLifecycle {

	private static final Log logger = LogFactory.getLog(ManagedRegistration.class);

	private static final Duration REMOVAL_TIMEOUT = Duration.ofSeconds(2);

	private final RegistrationSettings settings;

	private final ServiceRecords records;

	private final ZkConnection connection;

	private final ServiceDrain drain;

	private final Registrar registrar;

	private @Nullable Integer webPort;

	private boolean secure;

	private boolean everReady;

	private boolean ready;

	private boolean outOfService;

	private @Nullable String host;

	private @Nullable Instant registeredAt;

	private boolean running;

	private boolean deregistered;

	private volatile @Nullable ServiceInstance instance;

	/**
	 * Creates a registration.
	 * @param settings the description of this application
	 * @param records encodes the record
	 * @param connection the connection for the record
	 * @param loop the event loop of the registrar
	 * @param drain begins after the record was removed
	 */
	public ManagedRegistration(RegistrationSettings settings, ServiceRecords records, ZkConnection connection,
			ZkEventLoop loop, ServiceDrain drain) {
		records.json();
		this.settings = settings;
		this.records = records;
		this.connection = connection;
		this.drain = drain;
		this.registrar = new Registrar(settings.path(), connection, loop);
		connection.addListener(this.registrar);
	}

	/**
	 * Sets the address of the web server, once it listens.
	 * @param port its port
	 * @param secure whether it requires TLS
	 */
	public synchronized void webServerListening(int port, boolean secure) {
		this.webPort = port;
		this.secure = secure;
		publish();
	}

	/**
	 * Sets the readiness of the application.
	 * @param ready whether it accepts traffic
	 */
	public synchronized void ready(boolean ready) {
		this.everReady = this.everReady || ready;
		this.ready = ready;
		publish();
	}

	/**
	 * Sets whether the status is {@code OUT_OF_SERVICE} regardless of the readiness.
	 * @param outOfService {@code false} to derive the status from the readiness again
	 */
	public synchronized void outOfService(boolean outOfService) {
		this.outOfService = outOfService;
		publish();
	}

	/**
	 * Removes the record until {@link #register()} is called. Waits for the removal for
	 * at most two seconds.
	 */
	public void deregister() {
		CompletableFuture<Void> withdrawal;
		synchronized (this) {
			this.deregistered = true;
			withdrawal = withdraw();
		}
		await(withdrawal);
	}

	/**
	 * Publishes the record again after {@link #deregister()}.
	 */
	public synchronized void register() {
		this.deregistered = false;
		publish();
	}

	/**
	 * Returns the instance, whether or not it is registered.
	 * @return the instance, with port 0 while the port is unknown
	 */
	public synchronized ServiceInstance describe() {
		Integer known = port();
		int port = (known != null) ? known : 0;
		Integer sslPort = (this.settings.sslPort() == null && this.secure) ? Integer.valueOf(port)
				: this.settings.sslPort();
		Map<String, String> metadata = new TreeMap<>(this.settings.metadata());
		metadata.put(ServiceInstance.STATUS,
				(this.ready && !this.outOfService) ? ServiceInstance.UP : ServiceInstance.OUT_OF_SERVICE);
		return new ServiceInstance(this.settings.service(), this.settings.id(), host(), port, sslPort, metadata,
				registeredAt());
	}

	private @Nullable Integer port() {
		return (this.settings.port() != null) ? this.settings.port() : this.webPort;
	}

	// determined once, since it takes a moment and may change
	private String host() {
		String found = (this.host != null) ? this.host : this.settings.host().get();
		this.host = found;
		return found;
	}

	private Instant registeredAt() {
		Instant time = (this.registeredAt != null) ? this.registeredAt : Instant.now();
		this.registeredAt = isComplete() ? time : null;
		return time;
	}

	/**
	 * Returns whether the instance can be published.
	 * @return {@code true} once the port is known and the application has been ready
	 */
	private boolean isComplete() {
		return this.everReady && port() != null;
	}

	@Override
	public synchronized void start() {
		this.running = true;
		publish();
	}

	private void publish() {
		if (this.running && !this.deregistered && isComplete()) {
			ServiceInstance next = describe();
			if (!next.equals(this.instance)) {
				this.instance = next;
				this.registrar.publish(this.records.write(next));
			}
		}
	}

	@Override
	public void stop() {
		CompletableFuture<Void> withdrawal;
		boolean published;
		synchronized (this) {
			published = this.instance != null;
			this.running = false;
			// may differ after a restart; a restarted web server reports its port again,
			// and the one of a paused context continues to listen
			this.host = null;
			this.registeredAt = null;
			withdrawal = withdraw();
		}
		await(withdrawal);
		if (published) {
			this.drain.begin();
		}
	}

	private CompletableFuture<Void> withdraw() {
		this.instance = null;
		return this.registrar.withdraw();
	}

	private void await(CompletableFuture<Void> withdrawal) {
		if (this.connection.handle() == null) {
			return;
		}
		try {
			withdrawal.get(REMOVAL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.warn("The record '" + this.settings.path()
					+ "' was not removed in time. It is removed with the session");
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return ZkPhases.REGISTRATION;
	}

	@Override
	public Optional<ServiceInstance> instance() {
		return Optional.ofNullable(this.instance);
	}

	@Override
	public boolean isRegistered() {
		return this.registrar.isRegistered();
	}

	/**
	 * Returns the name of the service.
	 * @return the name
	 */
	public String service() {
		return this.settings.service();
	}

	/**
	 * Returns how often the record was written.
	 * @return the number of acknowledged writes
	 */
	public long registrations() {
		return this.registrar.writes();
	}

	@Override
	public Optional<String> problem() {
		return Optional.ofNullable(this.registrar.problem());
	}

}
