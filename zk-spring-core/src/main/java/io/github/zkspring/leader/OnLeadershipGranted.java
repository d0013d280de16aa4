package io.github.zkspring.leader;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Calls a bean method when this instance starts to lead in the named election. Every
 * instance with such a method participates in the election.
 *
 * <p>
 * <b>Arguments</b>, in any order and number: {@link Leadership},
 * {@link io.github.zkspring.fencing.FencingToken FencingToken},
 * {@link LeadershipGrantedEvent}; or none.
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
 * are rejected. It is called through its proxy, and may be lazy. Mocks are not called. A
 * target that replaces the one of a scoped proxy is called for the current leadership.
 *
 * <p>
 * <b>End.</b> A method that is still running when leadership ends is interrupted, and the
 * revocation methods are called after it has returned. {@link Leadership#current()} works
 * inside of the method.
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
	 * Name of the election, as in {@link LeaderOnly#value()}: one path segment, which may
	 * contain <code>${…}</code> placeholders.
	 * @return the name of the election
	 */
	String value();

}
