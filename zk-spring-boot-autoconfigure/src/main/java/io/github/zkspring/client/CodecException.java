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
	 * Create an exception.
	 * @param message type, size and place; never the payload
	 */
	public CodecException(String message) {
		super(message);
	}

}
