package io.github.zkspring.lock;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.contender.AdmissionPolicy;
import io.github.zkspring.contender.Contender;
import io.github.zkspring.contender.ContenderListener;
import io.github.zkspring.contender.ContenderRegistration;
import io.github.zkspring.contender.Grant;
import io.github.zkspring.contender.OnSuspended;
import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.fencing.FencingZnode;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * One place in the queue of a lock: from the request to the release, the loss, or the end
 * of the patience of who waits for it. The engine tells of grants on its loop; a thread
 * waits for the outcome.
 */
class LockRequest implements ContenderListener {

	private final String name;

	private final LockMode mode;

	private final String queue;

	private final LockContext context;

	private final Consumer<LockTenure> lost;

	private final CompletableFuture<Optional<LockTenure>> outcome = new CompletableFuture<>();

	private final CompletableFuture<Contender> contender = new CompletableFuture<>();

	private final CompletableFuture<Void> gone = new CompletableFuture<>();

	/** Whether others are not waited for. */
	private volatile boolean impatient;

	/** Whether nothing but others was in the way at the last look. */
	private volatile boolean behindOthers;

	private volatile @Nullable KeeperException refusal;

	/** Of the engine loop. */
	private @Nullable LockTenure granted;

	/**
	 * Create a request that is not sent yet.
	 * @param name the name of the lock
	 * @param mode exclusive or shared
	 * @param queue the path of the lock
	 * @param context what locks stand on
	 * @param lost is told on the engine loop when what was granted is lost
	 */
	LockRequest(String name, LockMode mode, String queue, LockContext context, Consumer<LockTenure> lost) {
		this.name = name;
		this.mode = mode;
		this.queue = queue;
		this.context = context;
		this.lost = lost;
	}

	/**
	 * Join the queue.
	 * @param id what the instance is called
	 * @param untilOthersAreSeen whether to give up as soon as others are before it
	 */
	void send(String id, boolean untilOthersAreSeen) {
		this.impatient = untilOthersAreSeen;
		AdmissionPolicy admission = (this.mode == LockMode.SHARED) ? AdmissionPolicy.shared()
				: AdmissionPolicy.exclusive();
		this.contender.complete(this.context.contenders()
			.join(new ContenderRegistration(this.queue, id, admission, OnSuspended.HOLD, true), this));
	}

	/**
	 * Wait for the outcome. Without a lock the request is withdrawn.
	 * @param limit how long to wait
	 * @return the lock, empty when it was not granted in time
	 * @throws InterruptedException when the thread is interrupted while it waits
	 */
	Optional<LockTenure> await(Duration limit) throws InterruptedException {
		try {
			return this.outcome.get(limit.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			return giveUp();
		}
		catch (InterruptedException ex) {
			giveUp().ifPresent((tenure) -> tenure.handle().close());
			throw ex;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Wait no longer.
	 * @return what was granted in the last moment
	 */
	Optional<LockTenure> giveUp() {
		if (this.outcome.complete(Optional.empty())) {
			withdraw();
		}
		return this.outcome.join();
	}

	private void withdraw() {
		this.contender.thenCompose(Contender::withdraw).thenRun(() -> this.gone.complete(null));
	}

	/**
	 * Wait for the end of the request.
	 * @return completes on the engine loop when it has ended and no znode is left
	 */
	CompletableFuture<Void> gone() {
		return this.gone;
	}

	/**
	 * What was granted, if anything was.
	 * @return the lock, empty for a request that waits or was given up
	 */
	Optional<LockTenure> tenure() {
		return this.outcome.getNow(Optional.empty());
	}

	/**
	 * Whether others have had the lock all the time.
	 * @return {@code false} when the servers do not answer or refuse
	 */
	boolean isTaken() {
		return this.behindOthers && this.refusal == null && this.context.connection().handle() != null;
	}

	@Nullable KeeperException refusal() {
		return this.refusal;
	}

	// a grant comes right behind the look of a certain session, unless others are before
	// it
	@Override
	public void queued() {
		ZkHandle handle = this.context.connection().handle();
		this.refusal = null;
		this.behindOthers = handle != null && this.context.connection().isCertain(handle.sessionId());
		if (this.impatient && this.behindOthers) {
			this.context.loop().execute(this::giveUp);
		}
	}

	@Override
	public void granted(Grant grant) {
		LockTenure tenure = new LockTenure(this.name, this.mode,
				new FencingZnode(grant.path(), new FencingToken(grant.czxid())), grant.sessionId(),
				this.context.connection());
		this.granted = tenure;
		tenure.ended().thenRun(this::withdraw);
		if (!this.outcome.complete(Optional.of(tenure))) {
			tenure.handle().close();
		}
	}

	@Override
	public void revoked(Grant grant) {
		LockTenure tenure = this.granted;
		if (tenure != null && tenure.lose()) {
			this.lost.accept(tenure);
		}
	}

	@Override
	public void failed(KeeperException ex) {
		this.refusal = ex;
	}

}
