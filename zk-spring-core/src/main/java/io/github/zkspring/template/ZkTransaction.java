package io.github.zkspring.template;

import org.jspecify.annotations.Nullable;

/**
 * Collects the operations of a transaction: all of them happen, or none. Nothing is sent
 * before the callback that was given this object returns; when it throws, nothing is. Of
 * no use afterwards, and for one thread.
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
	 * Creates a znode. Names of sequential ones have no marker here.
	 * @param path the znode
	 * @param value its payload, {@code null} for none
	 * @param options what kind of znode, without parents
	 * @return this transaction
	 * @throws IllegalArgumentException when the options ask for parents
	 */
	ZkTransaction create(String path, @Nullable Object value, CreateOptions options);

	/**
	 * Writes a payload, whatever the version.
	 * @param path the znode
	 * @param value the payload, {@code null} for none
	 * @return this transaction
	 */
	ZkTransaction set(String path, @Nullable Object value);

	/**
	 * Writes a payload, if the znode has a version.
	 * @param path the znode
	 * @param value the payload, {@code null} for none
	 * @param version the version that it must have
	 * @return this transaction
	 */
	ZkTransaction compareAndSet(String path, @Nullable Object value, int version);

	/**
	 * Deletes a znode without children, whatever its version.
	 * @param path the znode
	 * @return this transaction
	 */
	ZkTransaction delete(String path);

	/**
	 * Deletes a znode without children, if it has a version.
	 * @param path the znode
	 * @param version the version that it must have
	 * @return this transaction
	 */
	ZkTransaction delete(String path, int version);

	/**
	 * Let everything fail unless a znode exists and has a version.
	 * @param path the znode
	 * @param version the version that it must have
	 * @return this transaction
	 */
	ZkTransaction check(String path, int version);

}
