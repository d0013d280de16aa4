package io.github.zkspring.lease;

import java.time.Duration;

/**
 * Leases: rights that last until a point in time. A lease has at most one holder, which
 * alone can renew it, and is free after its end, whatever has happened to the holder.
 *
 * <p>
 * <b>Contract.</b> A lease is a record of holder and end in a persistent znode. It is
 * replaced only in the version that was read, so one of two concurrent claims succeeds.
 * The session is irrelevant: a lease outlives it, and outlives a crash and a restart of
 * the application with the same {@link #holder() holder}. Records of a newer format are
 * refused and never overwritten. Jackson is required.
 *
 * <p>
 * <b>Clocks.</b> The clock of the holder determines the end, and the clocks of the others
 * compare it, so they must agree: an instance whose clock is ahead takes a lease over too
 * early, by as much as its clock is ahead. Tests replace the {@link java.time.Clock}
 * bean.
 *
 * <p>
 * <b>Waiting.</b> No method waits for a lease, or for the ensemble longer than
 * {@code zk.lease.timeout}. After a lost answer the record is read again. It contains a
 * unique mark for each attempt, so a lease that was taken is recognized.
 *
 * <p>
 * All methods may be called from any thread except ZooKeeper's own. They throw a
 * {@link io.github.zkspring.client.ZkUnavailableException} when no ensemble is reachable
 * (nothing has changed), an {@link io.github.zkspring.client.UnknownOutcomeException}
 * after a timeout or interrupt between request and answer, a
 * {@link io.github.zkspring.client.CodecException} when the znode does not hold a lease,
 * another {@link io.github.zkspring.client.ZkException} when a server refuses, and an
 * {@link IllegalArgumentException} for a name that is not one path segment. After any of
 * these, assume that this holder does not have the lease.
 *
 * @since 0.1.0
 */
public interface ZkLeases {

	/**
	 * Takes or renews a lease.
	 * @param name the name of the lease, one path segment
	 * @param duration the duration from now on, positive
	 * @return whether this holder has the lease until then; {@code false} when another
	 * holder has it, or the record has a newer format
	 */
	default boolean tryAcquire(String name, Duration duration) {
		return tryAcquire(name, duration, 1);
	}

	/**
	 * Takes one of several leases with the same name, or renews the one of this holder.
	 * @param name the name of the leases, one path segment
	 * @param duration the duration from now on, positive
	 * @param slots the number of leases; the same for all callers
	 * @return whether this holder has one of them until then
	 */
	boolean tryAcquire(String name, Duration duration, int slots);

	/**
	 * Releases the leases of this holder with a name before their end.
	 * @param name the name of the lease or leases, one path segment
	 * @return whether there was any
	 */
	boolean release(String name);

	/**
	 * Returns the id of the holder: {@code zk.lease.holder}.
	 * @return the id
	 */
	String holder();

	/**
	 * Returns the same leases for another holder.
	 * @param holder the id; all users of an id renew and release each other's leases
	 * @return a view with that holder
	 */
	ZkLeases withHolder(String holder);

}
