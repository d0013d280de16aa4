package io.github.zkspring.leader;

import io.github.zkspring.fencing.FencingToken;

/**
 * Application event that is published when this instance starts to lead an election.
 *
 * <p>
 * The events of one election are published in order, one at a time, on a thread named
 * {@code zk-leadership-…}. Each grant is followed by one {@link LeadershipRevokedEvent}
 * with the same token, also when the context closes. A grant that ends while a listener
 * blocks is dropped together with its revocation.
 *
 * @param election the name of the election
 * @param token the fencing token of the leadership
 * @since 0.1.0
 */
public record LeadershipGrantedEvent(String election, FencingToken token) {

}
