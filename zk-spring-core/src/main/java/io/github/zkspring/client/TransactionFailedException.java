package io.github.zkspring.client;

import org.jspecify.annotations.Nullable;

/**
 * One operation of a transaction was refused, so that nothing was changed. The cause is
 * the exception that the operation alone would have thrown.
 *
 * @since 0.1.0
 */
public class TransactionFailedException extends ZnodeException {

	private final int index;

	private final String operation;

	/**
	 * Creates an exception.
	 * @param path the znode of the operation that was refused
	 * @param index the place of the operation in the transaction, from zero
	 * @param operation what it was to do, for example {@code create}
	 * @param cause why it was refused
	 */
	public TransactionFailedException(String path, int index, String operation, @Nullable ZkException cause) {
		super(path, "Operation %d of the transaction, %s '%s', was refused, and nothing was changed%s".formatted(index,
				operation, path, (cause != null) ? ": " + cause.getMessage() : ""), cause);
		this.index = index;
		this.operation = operation;
	}

	/**
	 * Returns the index of the operation that was refused.
	 * @return its index in the transaction, from zero
	 */
	public int getIndex() {
		return this.index;
	}

	/**
	 * Returns the kind of the refused operation.
	 * @return {@code create}, {@code set}, {@code delete} or {@code check}
	 */
	public String getOperation() {
		return this.operation;
	}

}
