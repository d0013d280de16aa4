package io.github.zkspring.lease;

import java.time.Duration;

/**
 * Rights that last until a time by the clock: taken by at most one holder, renewed by it
 * alone, and free again when the time is over, whatever has become of the holder.
 *
 * <p>
 * <b>Contract.</b> A lease is a record in a persistent znode: who holds it, and until
 * when. It is replaced only in the version that was read, so of two who try at the same
 * time one gets it. The session plays no part: a lease outlives it, a crash and a restart
 * of the application under the same {@link #holder() holder}. Records of a newer format
 * are refused and never overwritten.
 *
 * <p>
 * <b>Clocks.</b> The end is written by the clock of the holder and read by the clocks of
 * the others. They must agree: one that is ahead takes over too early, by as much as it
 * is ahead. Tests replace the {@link java.time.Clock} bean.
 *
 * <p>
 * <b>Waiting.</b> No method waits for a lease, or for the ensemble longer than
 * {@code zk.lease.timeout}. When an answer gets lost, the record is read again: it has a
 * mark of its own for each attempt, so a lease that was taken is known as taken.
 *
 * <p>
 * All methods may be called from any thread but ZooKeeper's own, and throw: a
 * {@link io.github.zkspring.client.ZkUnavailableException} when there is no ensemble
 * (nothing has changed), an {@link io.github.zkspring.client.UnknownOutcomeException}
 * when the time was over, or the thread interrupted, between request and answer, a
 * {@link io.github.zkspring.client.CodecException} when the znode holds something else
 * than a lease, another {@link io.github.zkspring.client.ZkException} when a server
 * refuses, and an {@link IllegalArgumentException} for a name that is not one path
 * segment. None of them means that this holder has the lease.
 *
 * @since 0.1.0
 */
public interface ZkLeases {

	/**
	 * Take a lease, or renew it.
	 * @param name the name of the lease, one path segment
	 * @param duration how long it lasts from now on, more than nothing
	 * @return whether this holder has it until then; {@code false} when another one has
	 * it, or the record has a newer format
	 */
	boolean tryAcquire(String name, Duration duration);

	/**
	 * Take one of several leases of that name, or renew the one that this holder has.
	 * @param name the name of the leases, one path segment
	 * @param duration how long it lasts from now on, more than nothing
	 * @param slots how many there are; all who ask name the same number
	 * @return whether this holder has one of them until then
	 */
	boolean tryAcquire(String name, Duration duration, int slots);

	/**
	 * Give back what this holder has under that name, before its end.
	 * @param name the name of the lease or leases, one path segment
	 * @return whether there was anything to give back
	 */
	boolean release(String name);

	/**
	 * Who takes leases here: {@code zk.lease.holder}.
	 * @return the id of the holder
	 */
	String holder();

	/**
	 * The same leases for another holder.
	 * @param holder the id; all who share it renew and release each other's leases
	 * @return a view with that holder
	 */
	ZkLeases withHolder(String holder);

}
