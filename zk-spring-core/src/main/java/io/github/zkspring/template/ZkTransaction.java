package io.github.zkspring.template;

import org.jspecify.annotations.Nullable;

/**
 * Collects the operations of a transaction: all of them are applied or none. They are
 * sent after the callback that received this object returns, and not at all if it throws.
 * Not thread-safe and not usable after the callback.
 *
 * @since 0.1.0
 * @see ZkTemplate#transaction
 */
public interface ZkTransaction {

	/**
	 * Creates a persistent znode.
	 * @param path the znode
	 * @param value its payload, {@code null} for none
	 * @return this transaction
	 */
	default ZkTransaction create(String path, @Nullable Object value) {
		return create(path, value, CreateOptions.persistent());
	}

	/**
	 * Creates a znode. Names of sequential znodes have no marker in a transaction.
	 * @param path the znode
	 * @param value its payload, {@code null} for none
	 * @param options the options, without parents
	 * @return this transaction
	 * @throws IllegalArgumentException if the options request parents
	 */
	ZkTransaction create(String path, @Nullable Object value, CreateOptions options);

	/**
	 * Writes a payload to any version.
	 * @param path the znode
	 * @param value the payload, {@code null} for none
	 * @return this transaction
	 */
	ZkTransaction set(String path, @Nullable Object value);

	/**
	 * Writes a payload if the znode has the expected version.
	 * @param path the znode
	 * @param value the payload, {@code null} for none
	 * @param version the expected version
	 * @return this transaction
	 */
	ZkTransaction compareAndSet(String path, @Nullable Object value, int version);

	/**
	 * Deletes a znode of any version without children.
	 * @param path the znode
	 * @return this transaction
	 */
	ZkTransaction delete(String path);

	/**
	 * Deletes a znode without children if it has the expected version.
	 * @param path the znode
	 * @param version the expected version
	 * @return this transaction
	 */
	ZkTransaction delete(String path, int version);

	/**
	 * Requires that a znode exists and has the expected version; otherwise the
	 * transaction fails.
	 * @param path the znode
	 * @param version the expected version
	 * @return this transaction
	 */
	ZkTransaction check(String path, int version);

}
