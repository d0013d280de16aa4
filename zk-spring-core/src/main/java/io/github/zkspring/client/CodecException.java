package io.github.zkspring.client;

/**
 * A payload could not be decoded, or a value could not be encoded. The message names the
 * znode and never the payload. There is no cause, because the messages of converters and
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
	 * Adds the path of a payload that cannot be decoded.
	 * @param path the znode
	 * @return an exception with the reason of this one
	 */
	public CodecException whenReading(String path) {
		return new CodecException("The payload of '%s' is not readable: %s".formatted(path, getMessage()));
	}

	/**
	 * Adds the path of a payload that cannot be encoded.
	 * @param path the znode
	 * @return an exception with the reason of this one
	 */
	public CodecException whenWriting(String path) {
		return new CodecException("Nothing was written to '%s': %s".formatted(path, getMessage()));
	}

}
