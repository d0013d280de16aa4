package io.github.zkspring.recipe;

/**
 * A number that all instances share. It is written only in the version that was read,
 * again after each version conflict; a lost answer never counts twice. For exceptions see
 * {@link ZkRecipes}.
 *
 * @param <N> the type of the number
 * @since 0.1.0
 */
public interface ZkCounter<N extends Number> {

	/**
	 * Returns the path of the znode of the counter.
	 * @return the path
	 */
	String path();

	/**
	 * Reads the number.
	 * @return the number, zero without a znode
	 */
	N get();

	/**
	 * Adds to the number.
	 * @param delta the value to add, negative to subtract
	 * @return the number before and after
	 * @throws ArithmeticException when the sum is out of range; the number is unchanged
	 * @throws io.github.zkspring.client.UnknownOutcomeException when the answer was lost,
	 * and the current number may be the result of this call or of another one
	 * @throws io.github.zkspring.client.ZnodeVersionException after too many version
	 * conflicts in a row; the number is unchanged
	 */
	Change<N> add(N delta);

	/**
	 * A change of a counter.
	 *
	 * @param <N> the type of the number
	 * @param before the number before the change
	 * @param after the number after the change
	 */
	record Change<N extends Number>(N before, N after) {

	}

}
