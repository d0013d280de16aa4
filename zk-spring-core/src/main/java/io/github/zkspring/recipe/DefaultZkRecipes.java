package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.support.ZkThreads;
import io.github.zkspring.codec.PayloadConverter;
import io.github.zkspring.codec.ZnodeCodecs;
import io.github.zkspring.contender.Contenders;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;

/**
 * {@link ZkRecipes} with a parent znode for each kind of recipe.
 */
public class DefaultZkRecipes implements ZkRecipes, DisposableBean {

	private static final Log logger = LogFactory.getLog(DefaultZkRecipes.class);

	private static final Duration REMOVAL_TIMEOUT = Duration.ofSeconds(2);

	private final String basePath;

	private final ZnodeCodecs codecs;

	private final RecipeRequests requests;

	private final EphemeralNodes nodes;

	private final SemaphorePermits permits;

	/**
	 * Creates the recipes of an application.
	 * @param basePath the parent of all recipes
	 * @param id the id of this instance
	 * @param requests sends blocking requests
	 * @param codecs the codecs of payloads
	 * @param contenders the contenders of this application
	 */
	public DefaultZkRecipes(String basePath, String id, RecipeRequests requests, ZnodeCodecs codecs,
			Contenders contenders) {
		this.basePath = ZkPaths.validate(basePath);
		this.codecs = codecs;
		this.requests = requests;
		this.nodes = new EphemeralNodes(requests);
		this.permits = new SemaphorePermits(contenders, requests.connection(), id);
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

	private PayloadConverter payloads(ParameterizedTypeReference<?> reference) {
		ResolvableType type = ResolvableType.forType(reference);
		return this.codecs.find(type)
			.map((codec) -> new PayloadConverter(type, codec))
			.orElseThrow(() -> new IllegalArgumentException(
					"No codec for %s. %s".formatted(type, ZnodeCodecs.adviceFor(type))));
	}

	private String path(String kind, String name) {
		return ZkPaths.child(ZkPaths.join(this.basePath, kind), name);
	}

	@Override
	public void destroy() {
		Stream<CompletableFuture<Void>> removed = Stream.of(this.permits.releaseAll(), this.nodes.removeAll());
		if (this.requests.connection().handle() != null && !ZkThreads.await(removed, REMOVAL_TIMEOUT)) {
			logger.warn(
					"Permits, locks and members of recipes were not removed in time: other instances wait until the session ends");
		}
		this.permits.close();
	}

}
