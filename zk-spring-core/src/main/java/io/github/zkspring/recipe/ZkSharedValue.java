package io.github.zkspring.recipe;

import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A value that all instances share, in one znode. To receive its changes, put
 * {@code @ZkDataWatch} with {@link #path()} on a method. For exceptions see
 * {@link ZkRecipes}.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 */
public interface ZkSharedValue<T> {

	/**
	 * Returns the path of the znode of the value.
	 * @return the path
	 */
	String path();

	/**
	 * Reads the value.
	 * @return the value and its version, empty without a znode
	 */
	Optional<Versioned<T>> get();

	/**
	 * Writes the value regardless of its version.
	 * @param value the value
	 */
	void set(T value);

	/**
	 * Writes the value if there is none.
	 * @param value the value
	 * @return whether it was written; {@code false} when there is one
	 * @throws io.github.zkspring.client.UnknownOutcomeException when the answer was lost
	 * and the znode holds this value
	 */
	boolean setIfAbsent(T value);

	/**
	 * Writes the value if the version that was read is still current.
	 * @param expected the value that was read
	 * @param value the new value
	 * @return whether it was written; {@code false} after a version conflict
	 * @throws io.github.zkspring.client.UnknownOutcomeException when the answer was lost
	 * and the znode holds this value
	 */
	boolean compareAndSet(Versioned<T> expected, T value);

	/**
	 * Read, change and write the value, again after each version conflict.
	 * @param change computes the new value from the current one, {@code null} without a
	 * value; may be invoked several times
	 * @return the value that was written
	 * @throws io.github.zkspring.client.ZnodeVersionException after too many version
	 * conflicts in a row; the value is unchanged
	 */
	Versioned<T> update(Function<@Nullable T, T> change);

	/**
	 * A value that was read.
	 *
	 * @param <T> the type of the value
	 * @param value the value
	 * @param version the version of its znode
	 */
	record Versioned<T>(T value, int version) {

	}

}
