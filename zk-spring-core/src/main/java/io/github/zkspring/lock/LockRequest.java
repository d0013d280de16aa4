package io.github.zkspring.lock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.contender.AdmissionPolicy;
import io.github.zkspring.contender.Contender;
import io.github.zkspring.contender.ContenderRegistration;
import io.github.zkspring.contender.ContenderRegistration.OnSuspended;
import io.github.zkspring.contender.ContenderRegistration.Participation;
import io.github.zkspring.contender.Contenders;
import io.github.zkspring.contender.Grant;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * One contender in the queue of a lock, until the lock is released, lost, or not granted
 * in time. The contender engine reports grants on its loop, a thread of the application
 * awaits the outcome.
 */
class LockRequest implements Contender.Listener {

	private final String name;

	private final LockMode mode;

	/** Whether the request ends as soon as other contenders are ahead. */
	private final boolean once;

	private final Contenders contenders;

	private final Consumer<LockOwnership> lossListener;

	private final CompletableFuture<Optional<LockOwnership>> outcome = new CompletableFuture<>();

	private final CompletableFuture<Contender> contender = new CompletableFuture<>();

	/** Whether the lock was unavailable only because of contenders ahead. */
	private volatile boolean behindOthers;

	private volatile @Nullable ZkException refusal;

	/**
	 * Creates a request that is not sent yet.
	 * @param name the name of the lock
	 * @param mode exclusive or shared
	 * @param once whether to end as soon as other contenders are ahead
	 * @param contenders the contenders of this application
	 * @param lossListener is notified on the event loop when the granted lock is lost
	 */
	LockRequest(String name, LockMode mode, boolean once, Contenders contenders, Consumer<LockOwnership> lossListener) {
		this.name = name;
		this.mode = mode;
		this.once = once;
		this.contenders = contenders;
		this.lossListener = lossListener;
	}

	/**
	 * Joins the queue.
	 * @param queue the path of the lock
	 * @param id the id of this instance
	 */
	void send(String queue, String id) {
		AdmissionPolicy admission = (this.mode == LockMode.SHARED) ? AdmissionPolicy.shared()
				: AdmissionPolicy.exclusive();
		Participation participation = this.once ? Participation.ATTEMPT : Participation.ONCE;
		this.contender.complete(this.contenders
			.join(new ContenderRegistration(queue, id, admission, OnSuspended.HOLD, participation), this));
	}

	/**
	 * Awaits the outcome. Without a lock the request is withdrawn.
	 * @param timeout the maximum time to wait
	 * @return the lock, empty when it was not granted in time
	 * @throws InterruptedException when the thread is interrupted while it waits
	 */
	Optional<LockOwnership> await(Duration timeout) throws InterruptedException {
		try {
			return this.outcome.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			return cancel();
		}
		catch (InterruptedException ex) {
			cancel().ifPresent((ownership) -> ownership.reference().release());
			throw ex;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Ends the wait.
	 * @return the lock if it was granted before
	 */
	Optional<LockOwnership> cancel() {
		if (this.outcome.complete(Optional.empty())) {
			withdraw();
		}
		return this.outcome.join();
	}

	private void withdraw() {
		this.contender.thenAccept(Contender::withdraw);
	}

	/**
	 * Returns the removal of the request.
	 * @return completes on the event loop when the request has ended and left no znode
	 */
	CompletableFuture<Void> removed() {
		return this.contender.thenCompose(Contender::withdrawal);
	}

	/**
	 * Waits until the request has left no znode, so that later requests of other
	 * instances do not find it.
	 */
	void awaitRemoval() {
		this.contenders.awaitWithdrawal(removed());
	}

	/**
	 * Returns the granted lock.
	 * @return the lock, empty for a request that waits or was cancelled
	 */
	Optional<LockOwnership> ownership() {
		return this.outcome.getNow(Optional.empty());
	}

	/**
	 * Returns whether other contenders had the lock all the time.
	 * @return {@code false} when the servers do not answer or refuse
	 */
	boolean isTaken() {
		return this.behindOthers && this.refusal == null && this.contenders.connection().handle() != null;
	}

	@Nullable ZkException refusal() {
		return this.refusal;
	}

	// with a certain session the grant follows at once, unless other contenders are ahead
	@Override
	public void queued(List<String> ahead) {
		ZkConnection connection = this.contenders.connection();
		ZkHandle handle = connection.handle();
		this.refusal = null;
		this.behindOthers = handle != null && connection.isCertain(handle.sessionId());
		if (this.once && this.behindOthers) {
			this.contenders.loop().execute(this::cancel);
		}
	}

	@Override
	public void granted(Grant grant) {
		LockOwnership ownership = new LockOwnership(this.name, this.mode, grant, this::awaitRemoval);
		ownership.ended().thenRun(this::withdraw);
		if (!this.outcome.complete(Optional.of(ownership))) {
			ownership.reference().release();
		}
	}

	@Override
	public void revoked(Grant grant) {
		ownership().filter(LockOwnership::lose).ifPresent(this.lossListener);
	}

	@Override
	public void failed(KeeperException ex) {
		this.refusal = new ZkException(
				"'%s' (zk.lock.base-path) cannot be used: %s".formatted(ex.getPath(), Codes.reason(ex)), ex);
	}

	@Override
	public void unproven(ZkException ex) {
		this.refusal = ex;
	}

}
