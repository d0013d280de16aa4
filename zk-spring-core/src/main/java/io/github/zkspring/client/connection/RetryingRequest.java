package io.github.zkspring.client.connection;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkInterruptedException;
import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.client.connection.Operation.Verdict;
import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOffExecution;

/**
 * Executes one {@link Operation} until it has an outcome or its time is over. It waits
 * for a connection, sends the request, and after a lost answer repeats it or, where it
 * must not be repeated, determines its outcome first.
 *
 * <p>
 * One thread at a time continues the execution: the thread that begins it, ZooKeeper's
 * event thread or the event loop.
 *
 * @param <R> the type of the result
 */
final class RetryingRequest<R> {

	private final CompletableFuture<R> future = new CompletableFuture<>();

	private final ZkConnection connection;

	private final ZkEventLoop loop;

	private final Operation<R> operation;

	private final BackOffExecution backOff;

	private final long begin = System.nanoTime();

	/** Whether a change was sent whose outcome is not known. */
	private boolean unconfirmed;

	private boolean ended;

	private volatile Code last = Code.CONNECTIONLOSS;

	private volatile long sentBy;

	private volatile @Nullable Future<?> timer;

	private volatile boolean closing;

	RetryingRequest(ZkConnection connection, ZkEventLoop loop, Operation<R> operation, BackOffExecution backOff) {
		this.connection = connection;
		this.loop = loop;
		this.operation = operation;
		this.backOff = backOff;
	}

	CompletableFuture<R> future() {
		return this.future;
	}

	void begin(Duration timeout) {
		Future<?> deadline = this.loop.schedule(this::giveUp, timeout);
		this.future.whenComplete((result, ex) -> {
			deadline.cancel(false);
			Future<?> pause = this.timer;
			if (pause != null) {
				pause.cancel(false);
			}
		});
		attempt();
	}

	private void attempt() {
		if (this.future.isDone()) {
			return;
		}
		ZkHandle handle = this.connection.handle();
		if (handle == null) {
			retryLater(this.last);
		}
		else if (this.operation.recovery() != null && isUnconfirmed()) {
			recover(handle, this.operation.recovery());
		}
		else if (beginSending(handle)) {
			this.operation.request().send(handle, this::answered);
		}
	}

	// recorded before the request is sent, and not after the end: an outcome that says
	// "not sent" is true
	private synchronized boolean beginSending(ZkHandle handle) {
		if (this.ended) {
			return false;
		}
		this.unconfirmed = this.operation.changes();
		this.sentBy = handle.sessionId();
		return true;
	}

	private void answered(Code code, @Nullable R result) {
		if (code == Code.OK && result != null) {
			this.future.complete(result);
		}
		else if (code == Code.OK || Codes.isLost(code)) {
			retryLater((code != Code.OK) ? code : Code.CONNECTIONLOSS);
		}
		else {
			refused(code);
		}
	}

	private void recover(ZkHandle handle, Operation.Recovery<R> recovery) {
		handle.requests().sync(this.connection.serverPath("/"), (rc, path, context) -> {
			if (Codes.of(rc) == Code.OK) {
				recovery.recover(handle, this.sentBy, this::recovered);
			}
			else {
				retryLater(this.last);
			}
		});
	}

	private void recovered(Code code, Operation.@Nullable Verdict<R> verdict) {
		if (code == Code.OK && verdict != null) {
			switch (verdict.fate()) {
				case HAPPENED -> this.future.complete(verdict.result());
				case REFUSED -> refused(verdict.refusal());
				case UNKNOWN -> this.future.completeExceptionally(this.operation.unknown(cause()));
				case NOT_HAPPENED -> {
					confirm();
					attempt();
				}
			}
		}
		else if (code == Code.OK || Codes.isLost(code)) {
			retryLater(this.last);
		}
		else {
			this.future.completeExceptionally(this.operation.unknown(KeeperException.create(code)));
		}
	}

	private void refused(Code code) {
		confirm();
		this.future.completeExceptionally(Codes.refusal(code, this.operation.path(), this.operation.action()));
	}

	private synchronized void confirm() {
		this.unconfirmed = false;
	}

	private synchronized boolean isUnconfirmed() {
		return this.unconfirmed;
	}

	private void retryLater(Code code) {
		this.last = code;
		long pause = this.backOff.nextBackOff();
		if (pause == BackOffExecution.STOP) {
			giveUp();
			return;
		}
		Future<?> next = this.loop.schedule(this::attempt, Duration.ofMillis(pause));
		this.timer = next;
		if (this.future.isDone()) {
			next.cancel(false);
		}
	}

	/**
	 * Ends the pause between two attempts because there is a connection. Called on the
	 * event loop, where pauses end as well.
	 */
	void wake() {
		Future<?> pause = this.timer;
		if (pause != null && pause.cancel(false)) {
			attempt();
		}
	}

	/**
	 * Ends without an outcome because the time is over.
	 * @return the exception for the waiting thread
	 */
	ZkException giveUp() {
		ZkException failure = end() ? this.operation.unknown(cause()) : new ZkUnavailableException(
				this.operation.path(), Duration.ofNanos(System.nanoTime() - this.begin), reason());
		this.future.completeExceptionally(failure);
		return failure;
	}

	/**
	 * Ends without an outcome because the application is closing.
	 */
	void close() {
		this.closing = true;
		giveUp();
	}

	/**
	 * Ends without an outcome because the waiting thread was interrupted.
	 * @param interrupt the interrupt
	 * @return the exception for the waiting thread
	 */
	ZkException interrupted(InterruptedException interrupt) {
		ZkException failure = end() ? this.operation.unknown(interrupt)
				: new ZkInterruptedException(this.operation.path(), interrupt);
		this.future.completeExceptionally(failure);
		return failure;
	}

	// whether a change may have been applied
	private synchronized boolean end() {
		this.ended = true;
		return this.unconfirmed;
	}

	// the problem of a session explains a request only while the session is not prepared
	private Exception reason() {
		if (this.closing) {
			return new ZkException("the application is closing", cause());
		}
		if (this.connection.handle() != null) {
			return cause();
		}
		return this.connection.problem()
			.<Exception>map((problem) -> new ZkException(problem, cause()))
			.orElseGet(this::cause);
	}

	private KeeperException cause() {
		return KeeperException.create(this.last, this.operation.path());
	}

}
