package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Limits the number of concurrent permits across all instances. Waiting callers are
 * served in the order of arrival. For waiting and exceptions see {@link ZkRecipes}.
 *
 * <p>
 * The first caller stores the number of permits in the znode of the semaphore, all others
 * compare it. To change it, delete the znode while the semaphore is not in use. A payload
 * that is not a number is neither compared nor replaced.
 *
 * <p>
 * <b>Session loss.</b> A waiting caller continues to wait with the next session, at the
 * end of the queue. A permit is lost with the lease of the session, see {@link ZkPermit}.
 *
 * @since 0.1.0
 */
public interface ZkSemaphore {

	/**
	 * Returns the path of the queue of the semaphore.
	 * @return the path
	 */
	String path();

	/**
	 * Acquires a permit if one is available now.
	 * @return the permit, to be closed; empty when none is available
	 * @throws SemaphoreLimitException when other instances use another number of permits
	 */
	default Optional<ZkPermit> tryAcquire() {
		return tryAcquire(Duration.ZERO);
	}

	/**
	 * Acquires a permit, or wait for one.
	 * @param timeout the maximum time to wait
	 * @return the permit, to be closed; empty after the timeout
	 * @throws SemaphoreLimitException when other instances use another number of permits
	 */
	Optional<ZkPermit> tryAcquire(Duration timeout);

	/**
	 * Returns the {@code zk.recipe.id} of the current holders.
	 * @return an entry for each acquired permit, in the order of acquisition
	 */
	List<String> holders();

}
