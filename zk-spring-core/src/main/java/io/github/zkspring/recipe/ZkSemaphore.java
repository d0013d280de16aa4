package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * So many may act at the same time, across all instances; those who wait are served in
 * the order of their coming. How waits end and what is thrown: {@link ZkRecipes}.
 *
 * <p>
 * The number of permits is stored in the znode of the semaphore by the first one and
 * compared by all others; to change it, delete the znode while nobody uses it. A payload
 * that is no number is left alone, and not compared.
 *
 * <p>
 * <b>Session loss.</b> Who waits goes on waiting with the next session, behind the
 * others. A permit is lost with the lease of the session, see {@link ZkPermit}.
 *
 * @since 0.1.0
 */
public interface ZkSemaphore {

	/**
	 * The queue of the semaphore.
	 * @return its path
	 */
	String path();

	/**
	 * Take a permit if there is one now.
	 * @return the permit, to be closed; empty when all are taken
	 * @throws SemaphoreLimitException when others use another number of permits
	 */
	default Optional<ZkPermit> tryAcquire() {
		return tryAcquire(Duration.ZERO);
	}

	/**
	 * Take a permit, or wait for one.
	 * @param timeout how long to wait at most
	 * @return the permit, to be closed; empty when the time is over
	 * @throws SemaphoreLimitException when others use another number of permits
	 */
	Optional<ZkPermit> tryAcquire(Duration timeout);

	/**
	 * Who has permits now: {@code zk.recipe.id} of each.
	 * @return one entry for each permit that is taken, in the order of taking
	 */
	List<String> holders();

}
