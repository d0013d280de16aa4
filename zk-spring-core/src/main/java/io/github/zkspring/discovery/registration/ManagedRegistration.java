package io.github.zkspring.discovery.registration;

import java.time.Duration;
import java.util.Optional;
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
 * Binds the registration to the lifecycle of the application: publishes the record once
 * the port is known and the application is ready, and removes it before the web server
 * stops.
 */
public class ManagedRegistration implements ServiceRegistration, SmartLifecycle {

	private static final Log logger = LogFactory.getLog(ManagedRegistration.class);

	private static final Duration REMOVAL_TIMEOUT = Duration.ofSeconds(2);

	private final RegistrationSettings settings;

	private final ServiceRecords records;

	private final ZkConnection connection;

	private final ServiceDrain drain;

	private final Registrar registrar;

	private final ServiceInstanceBuilder instanceBuilder;

	private boolean running;

	private boolean deregistered;

	private volatile @Nullable ServiceInstance instance;

	/**
	 * Create a registration.
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
		this.instanceBuilder = new ServiceInstanceBuilder(settings);
		this.records = records;
		this.connection = connection;
		this.drain = drain;
		this.registrar = new Registrar(settings.path(), connection, loop);
		connection.addListener(this.registrar);
	}

	/**
	 * Set the address of the web server, once it listens.
	 * @param port its port
	 * @param secure whether it requires TLS
	 */
	public synchronized void webServerListening(int port, boolean secure) {
		this.instanceBuilder.setWebServer(port, secure);
		publish();
	}

	/**
	 * Set the readiness of the application.
	 * @param ready whether it accepts traffic
	 */
	public synchronized void ready(boolean ready) {
		this.instanceBuilder.setReady(ready);
		publish();
	}

	/**
	 * Set whether the status is {@code OUT_OF_SERVICE} regardless of the readiness.
	 * @param outOfService {@code false} to derive the status from the readiness again
	 */
	public synchronized void outOfService(boolean outOfService) {
		this.instanceBuilder.setOutOfService(outOfService);
		publish();
	}

	/**
	 * Remove the record until {@link #register()} is called. Waits for the removal for at
	 * most two seconds.
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
	 * Publish the record again after {@link #deregister()}.
	 */
	public synchronized void register() {
		this.deregistered = false;
		publish();
	}

	/**
	 * Return the instance, whether or not it is registered.
	 * @return the instance, with port 0 while the port is unknown
	 */
	public synchronized ServiceInstance describe() {
		return this.instanceBuilder.build();
	}

	@Override
	public synchronized void start() {
		this.running = true;
		publish();
	}

	private void publish() {
		if (this.running && !this.deregistered && this.instanceBuilder.isComplete()) {
			ServiceInstance next = this.instanceBuilder.build();
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
			this.instanceBuilder.reset();
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
	 * Return the name of the service.
	 * @return the name
	 */
	public String service() {
		return this.settings.service();
	}

	/**
	 * Return how often the record was written.
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
