package io.github.zkspring.fencing;

/**
 * A number that grows with every new holder of a leadership or lock. A resource that
 * remembers the highest token and rejects lower tokens is protected from a former holder
 * that was stopped and has not noticed the loss yet.
 *
 * <p>
 * The value is the {@code czxid} of the holder's znode, the transaction that created it.
 * ZooKeeper orders all transactions of an ensemble by it. Unlike the sequence number in
 * the name of the znode, it does not restart when the parent is deleted; it restarts only
 * when the ensemble loses all its data.
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
