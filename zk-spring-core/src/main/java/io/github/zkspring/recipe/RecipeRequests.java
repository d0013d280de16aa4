package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.BlockingRequests;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Outcome;
import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.WaitSignal;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZnodeContent;
import io.github.zkspring.client.connection.ZnodeRequests;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The requests that recipes share.
 *
 * @param calls sends requests and awaits the answers
 * @param znodes creates requests
 * @param connection the connection to the ensemble
 * @param timeout the time that the ensemble has to answer
 */
record RecipeRequests(BlockingRequests calls, ZnodeRequests znodes, ZkConnection connection, Duration timeout) {

	/**
	 * Returns the deadline for an answer of the ensemble, starting now.
	 * @return the deadline
	 */
	Deadline deadline() {
		return Deadline.after(this.timeout);
	}

	Optional<ZnodeContent> get(String path, Deadline deadline) {
		return this.calls.read(path, deadline, this.znodes.get(path, null));
	}

	/**
	 * Syncs the server with the ensemble: later reads see all earlier writes, and
	 * requests that a lost connection had sent are applied or refused.
	 * @param path the znode, for messages
	 * @param deadline the deadline
	 */
	void sync(String path, Deadline deadline) {
		this.calls.read(path, deadline, this.znodes.sync(path));
	}

	/**
	 * Creates a znode, and its parent as a container if that is missing.
	 * @param path its path
	 * @param data its payload
	 * @param mode its mode
	 * @param deadline the deadline
	 * @return the outcome; a request with a lost answer is not repeated
	 */
	Outcome<Stat> create(String path, byte[] data, CreateMode mode, Deadline deadline) {
		return withParent(ZkPaths.parent(path), this.znodes.create(path, data, mode), deadline);
	}

	/**
	 * Sends a request that needs a parent, and creates the parent if it is missing.
	 * @param <R> the type of the result
	 * @param parent the path of the parent
	 * @param request the request
	 * @param deadline the deadline
	 * @return the outcome; a request with a lost answer is not repeated
	 */
	<R> Outcome<R> withParent(String parent, Request<R> request, Deadline deadline) {
		while (true) {
			Outcome<R> outcome = this.calls.write(parent, deadline, request);
			if (outcome.code() != Code.NONODE) {
				return outcome;
			}
			ensure(parent, deadline);
		}
	}

	/**
	 * Creates a znode that any instance may create, and repeats the request until it is
	 * answered.
	 * @param path its path
	 * @param create creates it
	 * @param deadline the deadline
	 * @return the outcome
	 */
	Outcome<Stat> repeatWithParent(String path, Request<Stat> create, Deadline deadline) {
		Outcome<Stat> outcome = this.calls.repeat(path, deadline, create);
		while (outcome.code() == Code.NONODE) {
			ensure(ZkPaths.parent(path), deadline);
			outcome = this.calls.repeat(path, deadline, create);
		}
		return outcome;
	}

	void ensure(String path, Deadline deadline) {
		this.calls.repeat(path, deadline, this.znodes.ensure(path)).orThrow(path, "create");
	}

	/**
	 * Lists the children of a znode. A missing znode is created as a container, because
	 * the watch needs one.
	 * @param path the parent
	 * @param signal is signalled when children change
	 * @param deadline the deadline
	 * @return the names of the children
	 */
	List<String> children(String path, WaitSignal signal, Deadline deadline) {
		Request<Optional<List<String>>> list = this.znodes.children(path, signal);
		Optional<List<String>> names = this.calls.read(path, deadline, list);
		while (names.isEmpty()) {
			ensure(path, deadline);
			names = this.calls.read(path, deadline, list);
		}
		return names.get();
	}

	/**
	 * Reads until there is a result.
	 * @param <T> the type of the result
	 * @param path the awaited znode, for messages
	 * @param timeout the maximum time to wait; a slow ensemble extends the last read
	 * @param look reads, and sets the watches for the next read
	 * @return the result, {@code null} after the timeout
	 */
	<T> @Nullable T await(String path, Duration timeout, Look<T> look) {
		Deadline end = Deadline.after(timeout);
		try (WaitSignal signal = this.calls.createSignal()) {
			sync(path, end.orLater(deadline()));
			T seen;
			do {
				seen = look.look(signal, end.orLater(deadline()));
			}
			while (seen == null && signal.await(path, end));
			return seen;
		}
	}

	/**
	 * Reads once.
	 *
	 * @param <T> the type of the result
	 */
	@FunctionalInterface
	interface Look<T> {

		/**
		 * Read.
		 * @param signal signal for the watches
		 * @param deadline the deadline for requests
		 * @return the result, {@code null} to continue to wait
		 */
		@Nullable T look(WaitSignal signal, Deadline deadline);

	}

}
