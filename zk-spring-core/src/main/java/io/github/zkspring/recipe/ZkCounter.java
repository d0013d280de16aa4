package io.github.zkspring.recipe;

/**
 * A number that all instances count with. It is written only in the version that was
 * read, again and again until nobody was faster; a lost answer never counts twice. What
 * is thrown: {@link ZkRecipes}.
 *
 * @param <N> the type of the number
 * @since 0.1.0
 */
public interface ZkCounter<N extends Number> {

	/**
	 * The znode of the counter.
	 * @return its path
	 */
	String path();

	/**
	 * Read the number.
	 * @return the number, zero where there is none yet
	 */
	N get();

	/**
	 * Add to the number.
	 * @param delta what to add, negative to subtract
	 * @return the number before and after
	 * @throws ArithmeticException when the sum is out of range; nothing has changed
	 * @throws io.github.zkspring.client.UnknownOutcomeException when the answer got lost,
	 * and what stands there may be the work of this call or of another one
	 * @throws io.github.zkspring.client.ZnodeVersionException when others were faster too
	 * many times in a row; nothing has changed
	 */
	Change<N> add(N delta);

	/**
	 * A change of a counter.
	 *
	 * @param <N> the type of the number
	 * @param before the number before
	 * @param after the number after
	 */
	record Change<N extends Number>(N before, N after) {

	}

}
