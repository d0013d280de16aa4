package io.github.zkspring.template;

import java.util.Optional;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Result of one operation of a transaction.
 *
 * @param operation {@code create}, {@code set}, {@code delete} or {@code check}
 * @param path the znode, with the number of a sequential one
 * @param written the stat after a {@code set}, {@code null} for the others: servers do
 * not send it
 * @since 0.1.0
 */
public record TransactionResult(String operation, String path, @Nullable Stat written) {

	/**
	 * Returns the stat after a {@code set}.
	 * @return the stat, empty for the other operations
	 */
	public Optional<Stat> stat() {
		return Optional.ofNullable(this.written);
	}

}
