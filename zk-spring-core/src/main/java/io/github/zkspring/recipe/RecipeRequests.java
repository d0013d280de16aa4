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
 * What all recipes do with requests.
 *
 * @param calls sends them
 * @param znodes the requests
 * @param connection knows the session
 * @param timeout how long the ensemble may take to answer
 */
record RecipeRequests(BlockingRequests calls, ZnodeRequests znodes, ZkConnection connection, Duration timeout) {

	/**
	 * The time that the ensemble has to answer, beginning now.
	 * @return its end
	 */
	Deadline deadline() {
		return Deadline.after(this.timeout);
	}

	Optional<ZnodeContent> get(String path, Deadline deadline) {
		return this.calls.read(path, deadline, this.znodes.get(path, null));
	}

	/**
	 * Have the server catch up: what others have done before this is seen after it, and
	 * what a lost connection had on its way is done or refused.
	 * @param path the znode, for messages
	 * @param deadline the end of the time
	 */
	void sync(String path, Deadline deadline) {
		this.calls.read(path, deadline, this.znodes.sync(path));
	}

	/**
	 * Create a znode, and its parent as a container where that is missing.
	 * @param path its path
	 * @param data its payload
	 * @param mode its kind
	 * @param deadline the end of the time
	 * @return what became of it; lost ones are not repeated
	 */
	Outcome<Stat> create(String path, byte[] data, CreateMode mode, Deadline deadline) {
		return withParent(ZkPaths.parent(path), this.znodes.create(path, data, mode), deadline);
	}

	/**
	 * Send a request that needs a parent, and create that where it is missing.
	 * @param <R> what is answered
	 * @param parent the path of the parent
	 * @param request the request
	 * @param deadline the end of the time
	 * @return what became of it; lost ones are not repeated
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
	 * Create a znode that many may create, again and again until that is answered.
	 * @param path its path
	 * @param create creates it
	 * @param deadline the end of the time
	 * @return what became of it
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
	 * List the children of a znode, which is created as a container where it is missing:
	 * a watch needs one.
	 * @param path the parent
	 * @param signal is signalled when children come or go
	 * @param deadline the end of the time
	 * @return their names
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
	 * Look until there is something to see.
	 * @param <T> what is seen
	 * @param path what is waited for, for messages
	 * @param timeout how long to wait at most; a look is longer where the ensemble is
	 * slow
	 * @param look looks, and sets the watches for the next look
	 * @return what was seen, {@code null} when the time is over
	 */
	<T> @Nullable T await(String path, Duration timeout, Look<T> look) {
		Deadline end = Deadline.after(timeout);
		try (WaitSignal signal = this.calls.wakeup()) {
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
	 * One look.
	 *
	 * @param <T> what is seen
	 */
	@FunctionalInterface
	interface Look<T> {

		/**
		 * Look.
		 * @param signal for the watches
		 * @param deadline the end of the time for requests
		 * @return what is seen, {@code null} to wait on
		 */
		@Nullable T look(WaitSignal signal, Deadline deadline);

	}

}
