package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.ZnodeRequests;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.ParameterizedTypeReference;

/**
 * Makes recipes, each kind under a parent of its own.
 */
public class DefaultZkRecipes implements ZkRecipes, DisposableBean {

	private static final Log logger = LogFactory.getLog(DefaultZkRecipes.class);

	private static final Duration LEAVE = Duration.ofSeconds(2);

	private final RecipeContext context;

	private final RecipeRequests requests;

	private final Ephemerals ephemerals;

	private final Permits permits;

	private final String basePath;

	/**
	 * Create the recipes of an application.
	 * @param settings how they work
	 * @param context what they stand on
	 */
	public DefaultZkRecipes(RecipeSettings settings, RecipeContext context) {
		this.basePath = ZkPaths.validate(settings.basePath());
		this.context = context;
		this.requests = new RecipeRequests(context.requests(), new ZnodeRequests(context.connection()),
				context.connection(), settings.timeout());
		this.ephemerals = new Ephemerals(this.requests);
		this.permits = new Permits(context.contenders(), context.connection(), settings.id());
	}

	@Override
	public ZkBarrier barrier(String name) {
		return new ZnodeBarrier(this.requests, path("barriers", name));
	}

	@Override
	public ZkDoubleBarrier doubleBarrier(String name, int members) {
		return new ZnodeDoubleBarrier(this.requests, this.ephemerals, path("double-barriers", name), members);
	}

	@Override
	public ZkCounter<Long> counter(String name) {
		return new ZnodeCounter<>(this.requests, path("counters", name), CounterFormat.LONG);
	}

	@Override
	public ZkCounter<Double> doubleCounter(String name) {
		return new ZnodeCounter<>(this.requests, path("counters", name), CounterFormat.DOUBLE);
	}

	@Override
	public ZkCounter<Integer> curatorCounter(String name) {
		return new ZnodeCounter<>(this.requests, path("counters", name), CounterFormat.CURATOR);
	}

	@Override
	public <T> ZkSharedValue<T> sharedValue(String name, ParameterizedTypeReference<T> type) {
		return new ZnodeSharedValue<>(this.requests, path("values", name), payloads(type));
	}

	@Override
	public ZkSemaphore semaphore(String name, int permits) {
		return new QueueSemaphore(this.permits, this.requests, new SemaphoreLimit(path("semaphores", name), permits));
	}

	@Override
	public <T> ZkQueue<T> queue(String name, ParameterizedTypeReference<T> type) {
		return new ZnodeQueue<>(this.requests, path("queues", name), payloads(type));
	}

	@Override
	public <T> ZkLockingQueue<T> lockingQueue(String name, ParameterizedTypeReference<T> type) {
		return new ZnodeLockingQueue<>(this.requests, this.ephemerals, path("locking-queues", name), payloads(type));
	}

	private <T> Payloads<T> payloads(ParameterizedTypeReference<T> type) {
		return new Payloads<>(this.context.codecs(), type);
	}

	private String path(String kind, String name) {
		return ZkPaths.child(ZkPaths.join(this.basePath, kind), name);
	}

	@Override
	public void destroy() {
		CompletableFuture<Void> gone = CompletableFuture.allOf(this.permits.giveBackAll(), this.ephemerals.removeAll());
		try {
			if (this.context.connection().handle() != null) {
				gone.get(LEAVE.toMillis(), TimeUnit.MILLISECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.warn("What recipes held was not given back in time: the others wait until the session ends");
		}
		this.permits.close();
	}

}
