package io.github.zkspring.discovery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.zkspring.client.EngineLoop;
import io.github.zkspring.client.ZkConnection;
import io.github.zkspring.client.ZkPhases;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * The registration as the application goes through its life: published when its port is
 * known and it is ready for the first time, withdrawn before anything that serves stops.
 */
public class ManagedRegistration implements ServiceRegistration, SmartLifecycle {

	private static final Log logger = LogFactory.getLog(ManagedRegistration.class);

	private static final Duration LEAVE = Duration.ofSeconds(2);

	private final RegistrationSettings settings;

	private final ServiceRecords records;

	private final ZkConnection connection;

	private final ServiceDrain drain;

	private final Registrar registrar;

	private boolean running;

	private boolean ready;

	private boolean up;

	private @Nullable Integer webPort;

	private boolean secure;

	private volatile @Nullable ServiceInstance instance;

	/**
	 * Create a registration.
	 * @param settings what the application tells about itself
	 * @param records writes the record
	 * @param connection where the record goes
	 * @param loop where the registrar keeps its state
	 * @param drain begins when the record is gone
	 */
	public ManagedRegistration(RegistrationSettings settings, ServiceRecords records, ZkConnection connection,
			EngineLoop loop, ServiceDrain drain) {
		records.json();
		this.settings = settings;
		this.records = records;
		this.connection = connection;
		this.drain = drain;
		this.registrar = new Registrar(settings.path(), connection, loop);
		connection.addListener(this.registrar);
	}

	/**
	 * The web server listens.
	 * @param port its port
	 * @param secure whether it takes TLS alone
	 */
	public synchronized void listening(int port, boolean secure) {
		this.webPort = port;
		this.secure = secure;
		publish();
	}

	/**
	 * The readiness of the application has changed.
	 * @param up whether it accepts traffic
	 */
	public synchronized void ready(boolean up) {
		this.ready = this.ready || up;
		this.up = up;
		publish();
	}

	@Override
	public synchronized void start() {
		this.running = true;
		publish();
	}

	private void publish() {
		Integer port = (this.settings.port() != null) ? this.settings.port() : this.webPort;
		if (!this.running || !this.ready || port == null) {
			return;
		}
		Integer sslPort = (this.settings.sslPort() == null && this.secure) ? port : this.settings.sslPort();
		Map<String, String> metadata = new TreeMap<>(this.settings.metadata());
		metadata.put(ServiceInstance.STATUS, this.up ? ServiceInstance.UP : ServiceInstance.OUT_OF_SERVICE);
		ServiceInstance last = this.instance;
		ServiceInstance next = new ServiceInstance(this.settings.service(), this.settings.id(),
				(last != null) ? last.host() : this.settings.host().get(), port, sslPort, metadata,
				(last != null) ? last.registered() : Instant.now(Clock.systemUTC()));
		if (!next.equals(last)) {
			this.instance = next;
			this.registrar.publish(this.records.write(next));
		}
	}

	@Override
	public void stop() {
		CompletableFuture<Void> gone;
		boolean published;
		synchronized (this) {
			published = this.instance != null;
			this.running = false;
			this.webPort = null;
			this.instance = null;
			gone = this.registrar.withdraw();
		}
		if (this.connection.handle() != null) {
			await(gone);
		}
		if (published) {
			this.drain.begin();
		}
	}

	private void await(CompletableFuture<Void> gone) {
		try {
			gone.get(LEAVE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.warn("The record '" + this.settings.path() + "' was not removed in time: it goes with the session");
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

	@Override
	public Optional<String> problem() {
		return Optional.ofNullable(this.registrar.problem());
	}

}
