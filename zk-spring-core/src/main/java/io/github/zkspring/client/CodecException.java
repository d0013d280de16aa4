package io.github.zkspring.client;

/**
 * A payload could not be turned into its type, or a value into a payload. The message
 * says where and never what: it has no cause, because the messages of converters and
 * parsers quote the payload.
 *
 * @since 0.1.0
 */
public class CodecException extends ZkException {

	/**
	 * Creates an exception.
	 * @param message type, size and place; never the payload
	 */
	public CodecException(String message) {
		super(message);
	}

	/**
	 * Say where a payload is that cannot be turned into its type.
	 * @param path the znode
	 * @return an exception with the reason of this one
	 */
	public CodecException whenReading(String path) {
		return new CodecException("The payload of '%s' is not readable: %s".formatted(path, getMessage()));
	}

	/**
	 * Say where a value was not written because it cannot be turned into a payload.
	 * @param path the znode
	 * @return an exception with the reason of this one
	 */
	public CodecException whenWriting(String path) {
		return new CodecException("Nothing was written to '%s': %s".formatted(path, getMessage()));
	}

}
