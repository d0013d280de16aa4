package io.github.zkspring.lease;

import java.time.Duration;

import io.github.zkspring.client.ZkPaths;

import org.springframework.util.Assert;

/**
 * {@link ZkLeases} of one holder.
 */
public class DefaultZkLeases implements ZkLeases {

	private final LeaseClaims claims;

	private final String holder;

	/**
	 * Creates the leases of a holder.
	 * @param claims takes and releases leases
	 * @param holder the id of the holder
	 */
	public DefaultZkLeases(LeaseClaims claims, String holder) {
		Assert.hasText(holder, "'holder' must not be empty");
		this.claims = claims;
		this.holder = holder;
	}

	@Override
	public boolean tryAcquire(String name, Duration duration) {
		return tryAcquire(name, duration, 1);
	}

	@Override
	public boolean tryAcquire(String name, Duration duration, int slots) {
		return this.claims.take(new LeaseRequest(name, duration, slots, true), this.holder);
	}

	@Override
	public boolean release(String name) {
		ZkPaths.child("/", name);
		return this.claims.release(name, this.holder);
	}

	@Override
	public String holder() {
		return this.holder;
	}

	@Override
	public ZkLeases withHolder(String holder) {
		return new DefaultZkLeases(this.claims, holder);
	}

}
