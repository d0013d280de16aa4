package io.github.zkspring.contender;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.ParentZnodes;
import io.github.zkspring.client.connection.SequenceNumbers;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.contender.ContenderRegistration.OnSuspended;
import org.apache.zookeeper.AsyncCallback.VoidCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Sends the asynchronous requests of a contender to its queue. Answers arrive on the
 * event loop.
 *
 * <p>
 * The contender continues with each new connection. The callbacks of most requests are
 * wrapped: answers of an earlier connection are ignored, and after a refusal the
 * contender is asked to continue, with growing delays. Confined to the event loop.
 */
class QueueRequests {

	private static final VoidCallback IGNORED = (rc, path, context) -> {
	};

	private static final ExponentialBackOff BACK_OFF = backOff(1000);

	private static final ExponentialBackOff RENEWAL_BACK_OFF = backOff(100);

	/** How many attempts to replace the queue fail before the failure is reported. */
	private static final int REPORTED_RENEWALS = 3;

	private final String queue;

	private final OnSuspended onSuspended;

	private final ZkConnection connection;

	private final ZkEventLoop loop;

	private final ParentZnodes parents;

	private final Consumer<KeeperException> refused;

	private final Runnable retry;

	private BackOffExecution delays = BACK_OFF.start();

	private BackOffExecution renewals = RENEWAL_BACK_OFF.start();

	private int failedRenewals;

	private int generation;

	private boolean waiting;

	/**
	 * Creates the requests of a contender.
	 * @param registration describes the contender
	 * @param contenders the contenders of this application
	 * @param refused receives every refusal that leads to a retry
	 * @param retry continues after the delay
	 */
	QueueRequests(ContenderRegistration registration, Contenders contenders, Consumer<KeeperException> refused,
			Runnable retry) {
		this.connection = contenders.connection();
		this.queue = this.connection.serverPath(ZkPaths.validate(registration.queue()));
		this.onSuspended = registration.onSuspended();
		this.loop = contenders.loop();
		this.parents = contenders.parents();
		this.refused = refused;
		this.retry = retry;
	}

	private static ExponentialBackOff backOff(long initial) {
		ExponentialBackOff backOff = new ExponentialBackOff(initial, 2);
		backOff.setMaxInterval(30_000);
		return backOff;
	}

	String queue() {
		return this.queue;
	}

	/**
	 * Returns the handle to send with.
	 * @return the handle, {@code null} while not connected
	 */
	@Nullable ZkHandle handle() {
		return this.connection.handle();
	}

	/**
	 * Creates the znode of a contender.
	 * @param handle the session that will own the znode
	 * @param prefix the name, to which the server appends the sequence number
	 * @param data the payload
	 * @param callback receives the grant that the znode stands for, or the code of the
	 * refusal
	 */
	void create(ZkHandle handle, String prefix, byte[] data, BiConsumer<Code, Optional<Grant>> callback) {
		String path = path(prefix);
		handle.requests()
			.create(path, data, this.connection.acl(path), CreateMode.EPHEMERAL_SEQUENTIAL, (rc, requested, context,
					created, stat) -> this.loop.run(() -> callback.accept(Codes.of(rc), grant(handle, created, stat))));
	}

	/**
	 * Reads the znode of a contender that the session has created.
	 * @param handle the session that owns the znode
	 * @param name the name of the znode
	 * @param callback receives the grant that the znode stands for, or the code of the
	 * refusal
	 */
	void read(ZkHandle handle, String name, BiConsumer<Code, Optional<Grant>> callback) {
		handle.requests()
			.exists(path(name), null, (rc, path, context, stat) -> this.loop
				.run(() -> callback.accept(Codes.of(rc), grant(handle, path, stat))));
	}

	/**
	 * Reads the payload of a znode, if connected.
	 * @param name the name of the znode
	 * @param callback receives the payload, or the code of the refusal
	 */
	void payload(String name, BiConsumer<Code, byte @Nullable []> callback) {
		ZkHandle handle = handle();
		if (handle != null) {
			handle.requests()
				.getData(path(name), null,
						(rc, path, context, data, stat) -> this.loop.run(() -> callback.accept(Codes.of(rc), data)));
		}
	}

	/**
	 * Writes the payload of a znode, if connected.
	 * @param name the name of the znode
	 * @param data the payload
	 */
	void write(String name, byte[] data) {
		ZkHandle handle = handle();
		if (handle != null) {
			handle.requests().setData(path(name), data, -1, (rc, path, context, stat) -> {
			});
		}
	}

	private Optional<Grant> grant(ZkHandle handle, String path, @Nullable Stat stat) {
		return Optional.ofNullable(stat)
			.map((created) -> new Grant(path, handle.sessionId(), created.getCzxid(), this.connection,
					this.onSuspended));
	}

	void children(ZkHandle handle, BiConsumer<Code, List<String>> callback) {
		handle.requests()
			.getChildren(this.queue, null, (rc, requested, context, names, stat) -> this.loop
				.run(() -> callback.accept(Codes.of(rc), (names != null) ? names : List.of())));
	}

	/**
	 * Lists the queue, if connected. A missing queue is empty.
	 * @param next receives the names
	 */
	void list(Consumer<List<String>> next) {
		int sent = this.generation;
		ZkHandle handle = handle();
		if (handle != null) {
			children(handle,
					(code, names) -> answered(sent, (code == Code.NONODE) ? Code.OK : code, () -> next.accept(names)));
		}
	}

	/**
	 * Watches a znode for its next change, if connected. No watch remains when the znode
	 * does not exist.
	 * @param name the name of the znode
	 * @param watcher the watcher
	 * @param callback receives the answer
	 */
	void watch(String name, Watcher watcher, BiConsumer<Code, Stat> callback) {
		String path = path(name);
		ZkHandle handle = handle();
		if (handle != null) {
			handle.requests().exists(path, watcher, (rc, requested, context, stat) -> {
				// sequence numbers are not reused, so the server would keep this watch
				// until
				// the session ends; the removal of a single watcher is not sent to the
				// server
				if (rc == Code.NONODE.intValue()) {
					handle.requests().removeAllWatches(path, WatcherType.Data, true, IGNORED);
				}
				this.loop.run(() -> callback.accept(Codes.of(rc), (stat != null) ? stat : new Stat()));
			});
		}
	}

	/**
	 * Makes the server catch up with its leader before it answers the next request.
	 * @param handle the handle to send with
	 */
	void sync(ZkHandle handle) {
		handle.requests().sync(this.queue, IGNORED);
	}

	/**
	 * Deletes a znode, if connected.
	 * @param name the name of the znode
	 * @param next runs when it does not exist any longer
	 */
	void delete(String name, Runnable next) {
		Consumer<Code> callback = then(next);
		ZkHandle handle = handle();
		if (handle != null) {
			handle.requests()
				.delete(path(name), -1, (rc, requested, context) -> this.loop
					.run(() -> callback.accept((rc == Code.NONODE.intValue()) ? Code.OK : Codes.of(rc))));
		}
	}

	/**
	 * Creates the queue and its missing parents.
	 * @param handle the handle to send with
	 * @param callback receives the answer for the queue, or for the parent that could not
	 * be created
	 */
	void createQueue(ZkHandle handle, Consumer<Code> callback) {
		this.parents.create(handle, this.queue, (code) -> this.loop.run(() -> callback.accept(code)));
	}

	String path(String name) {
		return this.queue + "/" + name;
	}

	/**
	 * Replaces the queue, whose sequence numbers are used up, as soon as it is empty.
	 * @param next runs when the sequence numbers start again
	 */
	void renewQueue(Runnable next) {
		int sent = this.generation;
		ZkHandle handle = handle();
		if (handle != null) {
			SequenceNumbers.renew(handle, this.queue, (code) -> this.loop.run(() -> renewAnswered(sent, code, next)));
		}
	}

	// other contenders of a used up queue leave it within a short time
	private void renewAnswered(int sent, Code code, Runnable next) {
		if (sent != this.generation || code == Code.CONNECTIONLOSS) {
			return;
		}
		if (code == Code.OK) {
			this.renewals = RENEWAL_BACK_OFF.start();
			this.failedRenewals = 0;
			next.run();
			return;
		}
		this.failedRenewals++;
		if (this.failedRenewals >= REPORTED_RENEWALS) {
			this.refused.accept(new SequenceNumbers.UsedUpException(this.queue, code));
		}
		this.loop.schedule(() -> answered(sent, Code.OK, this.retry), Duration.ofMillis(this.renewals.nextBackOff()));
	}

	/**
	 * Replaces or deletes the queue if that is due and the queue is empty now.
	 * @param renewalDue whether the sequence numbers of the queue will be used up
	 */
	void tidyQueue(boolean renewalDue) {
		ZkHandle handle = handle();
		if (handle != null && this.parents.isPersistent()) {
			handle.requests().delete(this.queue, -1, IGNORED);
		}
		else if (handle != null && renewalDue) {
			SequenceNumbers.renew(handle, this.queue, (code) -> {
			});
		}
	}

	/**
	 * Ignores all outstanding answers and retries: the connection has changed.
	 */
	void reset() {
		this.generation++;
		this.waiting = false;
		succeeded();
	}

	/**
	 * Starts again with the shortest delay.
	 */
	void succeeded() {
		this.delays = BACK_OFF.start();
	}

	/**
	 * Wraps the action that follows a successful request.
	 * @param next the action
	 * @return the callback
	 */
	Consumer<Code> then(Runnable next) {
		int sent = this.generation;
		return (code) -> answered(sent, code, next);
	}

	private void answered(int sent, Code code, Runnable next) {
		if (sent != this.generation) {
			return;
		}
		switch (code) {
			case OK -> next.run();
			// the contender continues with the next connection
			case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED -> {
			}
			default -> retryLater(sent, code);
		}
	}

	// a contender sends its requests in pairs: one retry for both
	private void retryLater(int sent, Code code) {
		if (!this.waiting) {
			this.waiting = true;
			this.refused.accept(KeeperException.create(code, this.queue));
			this.loop.schedule(() -> answered(sent, Code.OK, () -> {
				this.waiting = false;
				this.retry.run();
			}), Duration.ofMillis(this.delays.nextBackOff()));
		}
	}

}
