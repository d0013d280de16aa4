package io.github.zkspring.recipe;

import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * One value for all instances, in one znode. To be told of its changes, put
 * {@code @ZkDataWatch} with {@link #path()} on a method. What is thrown:
 * {@link ZkRecipes}.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 */
public interface ZkSharedValue<T> {

	/**
	 * The znode of the value.
	 * @return its path
	 */
	String path();

	/**
	 * Read the value.
	 * @return the value and its version, empty where there is none yet
	 */
	Optional<Versioned<T>> get();

	/**
	 * Write the value, whatever is there.
	 * @param value the value
	 */
	void set(T value);

	/**
	 * Write the value if there is none yet.
	 * @param value the value
	 * @return whether it was written; {@code false} when there is one
	 * @throws io.github.zkspring.client.UnknownOutcomeException when the answer got lost,
	 * and this very value stands there
	 */
	boolean setIfAbsent(T value);

	/**
	 * Write the value if what was read is still there.
	 * @param expected what was read
	 * @param value the value
	 * @return whether it was written; {@code false} when somebody was faster
	 * @throws io.github.zkspring.client.UnknownOutcomeException when the answer got lost,
	 * and this very value stands there
	 */
	boolean compareAndSet(Versioned<T> expected, T value);

	/**
	 * Read, change and write, again and again until nobody was faster.
	 * @param change makes the next value of the present one, {@code null} where there is
	 * none; may be called several times
	 * @return what was written
	 * @throws io.github.zkspring.client.ZnodeVersionException when others were faster too
	 * many times in a row; nothing has changed
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
