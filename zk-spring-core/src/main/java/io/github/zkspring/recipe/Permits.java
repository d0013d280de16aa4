package io.github.zkspring.recipe;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

import io.github.zkspring.client.connection.WaitSignal;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.support.ZkThreads;
import io.github.zkspring.contender.ContenderRegistration;
import io.github.zkspring.contender.Contenders;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The permits of this application, held and waited for.
 */
class Permits {

	private static final Log logger = LogFactory.getLog(Permits.class);

	private final Contenders contenders;

	private final ZkConnection connection;

	private final String id;

	private final ExecutorService executor = Executors.newCachedThreadPool(ZkThreads.numbered("zk-recipe-"));

	private final Set<QueuePermit> permits = ConcurrentHashMap.newKeySet();

	Permits(Contenders contenders, ZkConnection connection, String id) {
		this.contenders = contenders;
		this.connection = connection;
		this.id = id;
	}

	/**
	 * What this instance is called.
	 * @return the id
	 */
	String id() {
		return this.id;
	}

	/**
	 * Joins a queue.
	 * @param registration describes the contender
	 * @param wakeup wakes who waits
	 * @return the permit, granted or not
	 */
	QueuePermit join(ContenderRegistration registration, WaitSignal wakeup) {
		QueuePermit permit = new QueuePermit(this.connection, this, wakeup);
		this.permits.add(permit);
		permit.of(this.contenders.join(registration, permit));
		return permit;
	}

	void forget(QueuePermit permit) {
		this.permits.remove(permit);
	}

	/**
	 * Tell the application something, on a thread of its own.
	 * @param loss tells it
	 */
	void tell(Runnable loss) {
		try {
			this.executor.execute(loss);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("The application has ended before it was told of the loss of a permit", ex);
		}
	}

	/**
	 * Give all back.
	 * @return completes when no znode is left
	 */
	CompletableFuture<Void> giveBackAll() {
		return CompletableFuture
			.allOf(this.permits.stream().map(QueuePermit::giveBack).toArray(CompletableFuture[]::new));
	}

	void close() {
		this.executor.shutdownNow();
	}

}
