package io.github.zkspring.leader;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Calls a bean method when this instance stops leading in the named election. Every
 * instance with such a method participates in the election.
 *
 * <p>
 * <b>Arguments</b>, in any order and number: {@link Leadership},
 * {@link io.github.zkspring.fencing.FencingToken FencingToken},
 * {@link LeadershipRevokedEvent}; or none.
 *
 * <p>
 * <b>Contract.</b> Once per transition and in pairs: each grant is followed by one
 * revocation with the same token, before the next grant, also when the session is lost
 * and when the context closes. The calls of one election never overlap. A grant that ends
 * while an earlier method blocks is dropped together with its revocation.
 *
 * <p>
 * <b>Thread.</b> One of {@code zk-leadership-…}, never ZooKeeper's: the method may block
 * and call ZooKeeper. Exceptions are logged and have no other effect.
 *
 * <p>
 * <b>Bean.</b> A singleton, or a bean of another scope with a scoped proxy; other beans
 * are rejected. It is called through its proxy, and may be lazy. Mocks are not called.
 *
 * <p>
 * <b>Reasons.</b> The lease or the session ended, the znode was deleted, this instance
 * resigned, or the context closes. In the last two cases the znode is deleted after the
 * method has returned, or after {@code zk.leader.drain-timeout}. In all other cases
 * another instance may already lead.
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
	 * Name of the election, as in {@link LeaderOnly#value()}: one path segment, which may
	 * contain <code>${…}</code> placeholders.
	 * @return the name of the election
	 */
	String value();

}
