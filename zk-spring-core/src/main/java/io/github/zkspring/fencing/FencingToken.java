package io.github.zkspring.fencing;

/**
 * Grows with every new holder of a leadership or lock: a resource that remembers the
 * highest token it has seen, and refuses lower ones, is safe from a holder that was
 * stopped and does not know yet that it holds nothing any more.
 *
 * <p>
 * The value is the {@code czxid} of the holder's znode, the transaction that created it.
 * ZooKeeper orders all transactions of an ensemble by it; unlike the sequence number of
 * the znode's name it does not start again when the parent is deleted. It starts again
 * only with an ensemble that lost all its data.
 *
 * @param value the zxid
 * @since 0.1.0
 */
public record FencingToken(long value) implements Comparable<FencingToken> {

	@Override
	public int compareTo(FencingToken other) {
		return Long.compare(this.value, other.value);
	}

}
