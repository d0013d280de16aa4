package io.github.zkspring.recipe;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.ZnodeVersionException;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Outcome;
import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.ZnodeContent;
import io.github.zkspring.client.connection.ZnodeRequests;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A persistent znode that is replaced in the version that was read. After a lost answer
 * the write is sent again if it was not applied; if the same bytes may have been written
 * by another client, the outcome is reported as unknown.
 */
class ValueStore {

	private static final int MAX_ATTEMPTS = 50;

	private final RecipeRequests requests;

	private final String path;

	ValueStore(RecipeRequests requests, String path) {
		this.requests = requests;
		this.path = path;
	}

	String path() {
		return this.path;
	}

	Optional<ZnodeContent> read(Deadline deadline) {
		return this.requests.get(this.path, deadline);
	}

	/**
	 * Replaces the value in the version that was read.
	 * @param version the version that was read, {@code null} without a znode
	 * @param data the new data
	 * @param deadline the deadline
	 * @return the new version, empty after a version conflict
	 */
	Optional<Integer> replace(@Nullable Integer version, byte[] data, Deadline deadline) {
		while (true) {
			Outcome<Stat> outcome = (version != null)
					? this.requests.calls()
						.write(this.path, deadline, this.requests.znodes().set(this.path, data, version))
					: this.requests.create(this.path, data, CreateMode.PERSISTENT, deadline);
			if (outcome.isLost()) {
				Code lost = outcome.code();
				if (this.requests.calls().recover(this.path, () -> isRefused(version, data, lost, deadline))) {
					return Optional.empty();
				}
			}
			else if (Codes.isOutdated(outcome.code())) {
				return Optional.empty();
			}
			else {
				return Optional.of(outcome.orThrow(this.path, "write to").getVersion());
			}
		}
	}

	/**
	 * Updates the value, again after each version conflict.
	 * @param <R> the type of the result
	 * @param change computes the update from the current content, once in each attempt
	 * @param deadline the deadline
	 * @return the result of the update that was written, with its version
	 * @throws ZnodeVersionException after too many version conflicts
	 */
	<R> ZkSharedValue.Versioned<R> update(Function<Optional<ZnodeContent>, Update<R>> change, Deadline deadline) {
		for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
			Optional<ZnodeContent> found = read(deadline);
			Update<R> update = change.apply(found);
			Integer version = found.map((znode) -> znode.stat().getVersion()).orElse(null);
			Optional<Integer> written = replace(version, update.data(), deadline);
			if (written.isPresent()) {
				return new ZkSharedValue.Versioned<>(update.result(), written.get());
			}
			// the pause keeps concurrent updates from colliding again
			LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(TimeUnit.MILLISECONDS.toNanos(attempt)));
		}
		throw new ZnodeVersionException(this.path, null);
	}

	/**
	 * Writes the value regardless of its version.
	 * @param data the new data
	 * @param deadline the deadline
	 */
	void set(byte[] data, Deadline deadline) {
		Request<Stat> write = this.requests.znodes().set(this.path, data, ZnodeRequests.ANY);
		Request<Stat> create = this.requests.znodes().create(this.path, data, CreateMode.PERSISTENT);
		Outcome<Stat> outcome = this.requests.calls().repeat(this.path, deadline, write);
		while (outcome.code() == Code.NONODE) {
			outcome = this.requests.repeatWithParent(this.path, create, deadline);
			if (outcome.code() == Code.NODEEXISTS) {
				outcome = this.requests.calls().repeat(this.path, deadline, write);
			}
		}
		outcome.orThrow(this.path, "write to");
	}

	private boolean isRefused(@Nullable Integer version, byte[] data, Code lost, Deadline deadline) {
		this.requests.calls().pause(this.path, deadline);
		this.requests.sync(this.path, deadline);
		Optional<ZnodeContent> found = read(deadline);
		if (found.map((znode) -> znode.stat().getVersion()).equals(Optional.ofNullable(version))) {
			return false;
		}
		int next = (version != null) ? version + 1 : 0;
		boolean overwritten = found.isPresent() && found.get().stat().getVersion() == next
				&& !Arrays.equals(found.get().data(), data);
		if (overwritten) {
			return true;
		}
		throw new UnknownOutcomeException(this.path,
				KeeperException.create((lost != Code.OK) ? lost : Code.CONNECTIONLOSS, this.path));
	}

	/**
	 * An update of the value.
	 *
	 * @param <R> the type of the result
	 * @param result the result after the data is written
	 * @param data the new data
	 */
	record Update<R>(R result, byte[] data) {

	}

}
