package io.github.zkspring.leader;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Calls a bean method when this instance begins to lead in the named election. Every
 * instance with such a method takes part in the election.
 *
 * <p>
 * <b>Arguments</b>, in any order and number: {@link Leadership},
 * {@link io.github.zkspring.fencing.FencingToken FencingToken},
 * {@link LeadershipGrantedEvent}; none is fine.
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
 * <b>End.</b> A method that still runs when leadership ends is interrupted, and the
 * methods of the revocation are called after it has returned.
 * {@link Leadership#current()} works inside.
 *
 * @see OnLeadershipRevoked
 * @since 0.1.0
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface OnLeadershipGranted {

	/**
	 * Name of the election, as in {@link LeaderOnly#value()}. May contain
	 * <code>${…}</code> placeholders; one path segment.
	 * @return the name of the election
	 */
	String value();

}
