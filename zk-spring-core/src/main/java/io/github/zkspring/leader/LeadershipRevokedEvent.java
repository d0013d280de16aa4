package io.github.zkspring.leader;

import io.github.zkspring.fencing.FencingToken;

/**
 * Application event that is published when this instance stops leading an election:
 * because its lease or session ended, its znode was deleted, it resigned, or the context
 * closes. {@link LeadershipGrantedEvent} describes order and threads.
 *
 * @param election the name of the election
 * @param token the fencing token of the leadership that ended
 * @since 0.1.0
 */
public record LeadershipRevokedEvent(String election, FencingToken token) {

}
