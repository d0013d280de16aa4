package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.BlockingRequests;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZnodeRequests;
import io.github.zkspring.codec.ZnodeCodecs;
import io.github.zkspring.contender.Contenders;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.ParameterizedTypeReference;

/**
 * {@link ZkRecipes} with a parent znode for each kind of recipe.
 */
public class DefaultZkRecipes implements ZkRecipes, DisposableBean {

	private static final Log logger = LogFactory.getLog(DefaultZkRecipes.class);

	private static final Duration REMOVAL_TIMEOUT = Duration.ofSeconds(2);

	private final String basePath;

	private final ZkConnection connection;

	private final ZnodeCodecs codecs;

	private final RecipeRequests requests;

	private final EphemeralNodes nodes;

	private final SemaphorePermits permits;

	/**
	 * Creates the recipes of an application.
	 * @param settings the settings of the recipes
	 * @param connection the connection to the ensemble
	 * @param requests sends blocking requests
	 * @param codecs converts payloads
	 * @param contenders the contenders of this application
	 */
	public DefaultZkRecipes(Settings settings, ZkConnection connection, BlockingRequests requests, ZnodeCodecs codecs,
			Contenders contenders) {
		this.basePath = ZkPaths.validate(settings.basePath());
		this.connection = connection;
		this.codecs = codecs;
		this.requests = new RecipeRequests(requests, new ZnodeRequests(connection), connection, settings.timeout());
		this.nodes = new EphemeralNodes(this.requests);
		this.permits = new SemaphorePermits(contenders, connection, settings.id());
	}

	@Override
	public ZkBarrier barrier(String name) {
		return new ZnodeBarrier(this.requests, path("barriers", name));
	}

	@Override
	public ZkDoubleBarrier doubleBarrier(String name, int members) {
		return new ZnodeDoubleBarrier(this.requests, this.nodes, path("double-barriers", name), members);
	}

	@Override
	public ZkCounter<Long> counter(String name) {
		return new ZnodeCounter<>(this.requests, path("counters", name), ZnodeCounter.Format.LONG);
	}

	@Override
	public ZkCounter<Double> doubleCounter(String name) {
		return new ZnodeCounter<>(this.requests, path("counters", name), ZnodeCounter.Format.DOUBLE);
	}

	@Override
	public ZkCounter<Integer> curatorCounter(String name) {
		return new ZnodeCounter<>(this.requests, path("counters", name), ZnodeCounter.Format.CURATOR);
	}

	@Override
	public <T> ZkSharedValue<T> sharedValue(String name, ParameterizedTypeReference<T> type) {
		return new ZnodeSharedValue<>(this.requests, path("values", name), payloads(type));
	}

	@Override
	public ZkSemaphore semaphore(String name, int permits) {
		return new QueueSemaphore(this.permits, this.requests, path("semaphores", name), permits);
	}

	@Override
	public <T> ZkQueue<T> queue(String name, ParameterizedTypeReference<T> type) {
		return new ZnodeQueue<>(this.requests, path("queues", name), payloads(type));
	}

	@Override
	public <T> ZkLockingQueue<T> lockingQueue(String name, ParameterizedTypeReference<T> type) {
		return new ZnodeLockingQueue<>(this.requests, this.nodes, path("locking-queues", name), payloads(type));
	}

	private <T> PayloadConverter<T> payloads(ParameterizedTypeReference<T> type) {
		return new PayloadConverter<>(this.codecs, type);
	}

	private String path(String kind, String name) {
		return ZkPaths.child(ZkPaths.join(this.basePath, kind), name);
	}

	@Override
	public void destroy() {
		CompletableFuture<Void> removed = CompletableFuture.allOf(this.permits.releaseAll(), this.nodes.removeAll());
		try {
			if (this.connection.handle() != null) {
				removed.get(REMOVAL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.warn(
					"Permits, locks and members of recipes were not removed in time: other instances wait until the session ends");
		}
		this.permits.close();
	}

	/**
	 * Settings of the recipes of an application.
	 *
	 * @param basePath the parent of all recipes
	 * @param id the id of this instance
	 * @param timeout the time that the ensemble has to answer
	 */
	public record Settings(String basePath, String id, Duration timeout) {
	}

}
