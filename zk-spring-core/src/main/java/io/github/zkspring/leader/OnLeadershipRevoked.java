package io.github.zkspring.leader;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Calls a bean method when this instance no longer leads in the named election. Every
 * instance with such a method takes part in the election.
 *
 * <p>
 * <b>Arguments</b>, in any order and number: {@link Leadership},
 * {@link io.github.zkspring.fencing.FencingToken FencingToken},
 * {@link LeadershipRevokedEvent}; none is fine.
 *
 * <p>
 * <b>Contract.</b> Once per transition and in pairs: each grant is followed by one
 * revocation with the same token, also when the session is lost and when the context
 * closes, and before the next grant. The calls of one election never overlap. While a
 * method blocks, a grant that ends before its turn came is left out together with its
 * revocation.
 *
 * <p>
 * <b>Thread.</b> One of {@code zk-leadership-…}, never ZooKeeper's: the method may block
 * and call ZooKeeper. It is called through the proxy of its bean. What it throws is
 * logged, and changes nothing.
 *
 * <p>
 * <b>Reasons.</b> The lease or the session has ended, the znode was deleted, this
 * instance resigned, or the context closes. Where leadership is given up in good order
 * (the last two) the place in the queue is left after the method has returned, or after
 * {@code zk.leader.drain-timeout}; otherwise another instance may lead already.
 *
 * @see OnLeadershipGranted
 * @since 0.1.0
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface OnLeadershipRevoked {

	/**
	 * Name of the election, as in {@link LeaderOnly#value()}. May contain
	 * <code>${…}</code> placeholders; one path segment.
	 * @return the name of the election
	 */
	String value();

}
