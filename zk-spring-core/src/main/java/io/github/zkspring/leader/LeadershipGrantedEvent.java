package io.github.zkspring.leader;

import io.github.zkspring.fencing.FencingToken;

/**
 * Application event: this instance leads an election from now on.
 *
 * <p>
 * The events of one election are published in order, one at a time, on a thread of their
 * own. Each grant is followed by one {@link LeadershipRevokedEvent} with the same token,
 * also when the context closes. While a listener blocks, a grant that ends before it was
 * published is left out together with its revocation.
 *
 * @param election the name of the election
 * @param token the fencing token of the leadership
 * @since 0.1.0
 */
public record LeadershipGrantedEvent(String election, FencingToken token) {

}
