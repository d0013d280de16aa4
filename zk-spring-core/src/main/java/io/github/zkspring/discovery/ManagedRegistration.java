package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.client.support.ZkPhases;
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

	private final InstanceDraft draft;

	private boolean running;

	private boolean away;

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
			ZkEventLoop loop, ServiceDrain drain) {
		records.json();
		this.settings = settings;
		this.draft = new InstanceDraft(settings);
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
		this.draft.listening(port, secure);
		publish();
	}

	/**
	 * The readiness of the application has changed.
	 * @param up whether it accepts traffic
	 */
	public synchronized void ready(boolean up) {
		this.draft.ready(up);
		publish();
	}

	/**
	 * Have the record say that the application takes no calls, whatever its readiness.
	 * @param out whether that is so; {@code false} lets its readiness decide again
	 */
	public synchronized void outOfService(boolean out) {
		this.draft.outOfService(out);
		publish();
	}

	/**
	 * Have no record until {@link #join()}. Waits until it is gone, two seconds at most.
	 */
	public void leave() {
		CompletableFuture<Void> gone;
		synchronized (this) {
			this.away = true;
			gone = withdraw();
		}
		await(gone);
	}

	/**
	 * Have a record again.
	 */
	public synchronized void join() {
		this.away = false;
		publish();
	}

	/**
	 * What is known about this instance, registered or not.
	 * @return the instance, with port 0 as long as none is known
	 */
	public synchronized ServiceInstance describe() {
		return this.draft.instance();
	}

	@Override
	public synchronized void start() {
		this.running = true;
		publish();
	}

	private void publish() {
		if (this.running && !this.away && this.draft.isComplete()) {
			ServiceInstance next = this.draft.instance();
			if (!next.equals(this.instance)) {
				this.instance = next;
				this.registrar.publish(this.records.write(next));
			}
		}
	}

	@Override
	public void stop() {
		CompletableFuture<Void> gone;
		boolean published;
		synchronized (this) {
			published = this.instance != null;
			this.running = false;
			this.draft.forget();
			gone = withdraw();
		}
		await(gone);
		if (published) {
			this.drain.begin();
		}
	}

	private CompletableFuture<Void> withdraw() {
		this.instance = null;
		return this.registrar.withdraw();
	}

	private void await(CompletableFuture<Void> gone) {
		if (this.connection.handle() == null) {
			return;
		}
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

	/**
	 * Under which name this instance registers.
	 * @return the service
	 */
	public String service() {
		return this.settings.service();
	}

	/**
	 * How often the record of this instance was written.
	 * @return the number of writes that the servers acknowledged
	 */
	public long registrations() {
		return this.registrar.writes();
	}

	@Override
	public Optional<String> problem() {
		return Optional.ofNullable(this.registrar.problem());
	}

}
