package io.github.zkspring.fencing;

/**
 * Who holds something that only one may hold at a time, a leadership for example: with a
 * token that grows from holder to holder, and a znode that is there as long as the right
 * is.
 *
 * @since 0.1.0
 */
public interface FencedHolder {

	/**
	 * Grows with every new holder: hand it to whatever the holder writes to, so that the
	 * writes of a holder of yesterday can be told and refused.
	 * @return the token
	 */
	FencingToken token();

	/**
	 * The znode that stands for the right, for {@link FencedWrites}.
	 * @return the znode
	 */
	FencingZnode znode();

}
