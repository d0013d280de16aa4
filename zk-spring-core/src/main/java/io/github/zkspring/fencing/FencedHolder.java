package io.github.zkspring.fencing;

/**
 * The holder of a right that belongs to one holder at a time, for example a leadership.
 * It has a token that grows from holder to holder, and a znode that exists as long as the
 * right lasts.
 *
 * @since 0.1.0
 */
public interface FencedHolder {

	/**
	 * Returns the token, which grows with every new holder. Pass it to the resources that
	 * the holder writes to, so that they can reject writes of earlier holders.
	 * @return the token
	 */
	FencingToken token();

	/**
	 * Returns the znode of the holder, for {@link FencedWrites}.
	 * @return the znode
	 */
	FencingZnode znode();

}
