package io.github.zkspring.template;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOffExecution;

/**
 * An operation on its way, until it has an outcome or its time is over: sent, repeated
 * after a lost connection, and where it may not be repeated, looked after first. One
 * thread at a time moves it on: who began it, ZooKeeper's event thread, the engine loop.
 *
 * @param <R> what is answered
 */
final class Call<R> {

	private final CompletableFuture<R> future = new CompletableFuture<>();

	private final ZkConnection connection;

	private final ZkEventLoop loop;

	private final Operation<R> operation;

	private final BackOffExecution pauses;

	private final long begin = System.nanoTime();

	/** Whether an attempt may have happened that nobody has confirmed. */
	private volatile boolean uncertain;

	private volatile Code last = Code.CONNECTIONLOSS;

	private volatile long sentBy;

	private volatile @Nullable Future<?> timer;

	Call(ZkConnection connection, ZkEventLoop loop, Operation<R> operation, BackOffExecution pauses) {
		this.connection = connection;
		this.loop = loop;
		this.operation = operation;
		this.pauses = pauses;
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
			later(this.last);
		}
		else if (this.uncertain && this.operation.recovery() != null) {
			look(handle, this.operation.recovery());
		}
		else {
			this.uncertain = this.operation.changes();
			this.sentBy = handle.sessionId();
			this.operation.request().send(handle, this::answered);
		}
	}

	private void answered(Code code, @Nullable R result) {
		if (code == Code.OK && result != null) {
			this.future.complete(result);
		}
		else if (code == Code.OK || Codes.isLost(code)) {
			later((code != Code.OK) ? code : Code.CONNECTIONLOSS);
		}
		else {
			refused(code);
		}
	}

	private void look(ZkHandle handle, Recovery<R> recovery) {
		handle.requests().sync(this.connection.serverPath("/"), (rc, asked, context) -> {
			if (Codes.of(rc) == Code.OK) {
				recovery.look(handle, this.sentBy, this::looked);
			}
			else {
				later(this.last);
			}
		}, null);
	}

	private void looked(Code code, Recovery.@Nullable Verdict<R> verdict) {
		if (code == Code.OK && verdict != null) {
			switch (verdict.fate()) {
				case HAPPENED -> this.future.complete(verdict.result());
				case REFUSED -> refused(verdict.refusal());
				case UNKNOWN -> this.future.completeExceptionally(this.operation.unknown(cause()));
				case NOT_HAPPENED -> {
					this.uncertain = false;
					attempt();
				}
			}
		}
		else if (code == Code.OK || Codes.isLost(code)) {
			later(this.last);
		}
		else {
			this.future.completeExceptionally(this.operation.unknown(KeeperException.create(code)));
		}
	}

	private void refused(Code code) {
		this.uncertain = false;
		this.future.completeExceptionally(Codes.refusal(code, this.operation.path(), this.operation.action()));
	}

	private void later(Code code) {
		this.last = code;
		long pause = this.pauses.nextBackOff();
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
	 * End a pause between two attempts: there is a connection. On the engine loop, where
	 * pauses end, too.
	 */
	void wake() {
		Future<?> pause = this.timer;
		if (pause != null && pause.cancel(false)) {
			attempt();
		}
	}

	/**
	 * End without an outcome.
	 */
	void giveUp() {
		this.future.completeExceptionally(givenUp());
	}

	private ZkException givenUp() {
		if (this.uncertain) {
			return this.operation.unknown(cause());
		}
		return new ZkUnavailableException(this.operation.path(), Duration.ofNanos(System.nanoTime() - this.begin),
				cause());
	}

	private KeeperException cause() {
		return KeeperException.create(this.last, this.operation.path());
	}

}
