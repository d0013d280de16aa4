package io.github.zkspring.discovery;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Has a method called with the instances of a service: with those that are there when the
 * application starts, and after every change. The first call has ended before web servers
 * listen and before {@code ApplicationReadyEvent}; the start waits for it
 * {@code zk.watch.initial-sync-timeout} at most, and not at all with
 * {@code zk.startup.on-unavailable=continue}.
 *
 * <p>
 * Arguments, in any order and number: {@code List<ServiceInstance>} (or
 * {@code Collection<ServiceInstance>}), those out of service included, and
 * {@link ServiceEvent}, which has the difference to the last call as well. Other
 * parameters fail the start.
 *
 * <p>
 * Calls of one method come one at a time, in order, on a thread of their own
 * ({@code zk-service-…}): a method that blocks delays itself alone. Changes faster than
 * the method are conflated to the newest state; the same state is not delivered twice. A
 * lost connection or session changes nothing: what changed meanwhile is delivered after
 * it, and while the ensemble is away nobody is taken for gone. A method that throws is
 * logged and called with the next change. The bean is a singleton; the call goes through
 * its proxy.
 *
 * @since 0.1.0
 * @see ServiceCatalog
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface ZkServiceWatch {

	/**
	 * The name of the service; <code>${…}</code> is resolved from the configuration, and
	 * <code>#{…}</code> where it stands here.
	 * @return the name
	 */
	String value();

}
