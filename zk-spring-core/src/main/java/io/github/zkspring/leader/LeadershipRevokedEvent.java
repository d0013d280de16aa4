package io.github.zkspring.leader;

import io.github.zkspring.fencing.FencingToken;

/**
 * Application event: this instance does not lead an election any more, because its lease
 * or session has ended, its znode was deleted, it has resigned, or the context closes.
 * Published as {@link LeadershipGrantedEvent} says.
 *
 * @param election the name of the election
 * @param token the fencing token of the leadership that ended
 * @since 0.1.0
 */
public record LeadershipRevokedEvent(String election, FencingToken token) {

}
