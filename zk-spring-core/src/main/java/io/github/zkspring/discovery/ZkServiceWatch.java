package io.github.zkspring.discovery;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Invokes the annotated method with the instances of a service: with the current ones
 * when the application starts, and after each change. The first invocation ends before
 * web servers listen and before {@code ApplicationReadyEvent}. The start waits for it for
 * at most {@code zk.watch.initial-sync-timeout}, and does not wait with
 * {@code zk.startup.on-unavailable=continue}.
 *
 * <p>
 * Supported parameters, in any order and number, are {@code List<ServiceInstance>} (or
 * {@code Collection<ServiceInstance>}), which includes instances that are out of service,
 * and {@link ServiceEvent}, which also has the difference from the previous invocation.
 * Other parameters fail the start.
 *
 * <p>
 * Invocations of a method are serial and in order, on a thread named
 * {@code zk-service-…}. A method that blocks delays only its own invocations. Changes
 * that occur during an invocation are conflated to the newest state, and the same state
 * is not delivered twice. Loss of the connection or of the session causes no invocation:
 * changes are delivered after the reconnect, and while the ensemble is unreachable no
 * instance is considered removed. An exception is logged, and the method is invoked again
 * after the next change. The bean is a singleton or a scoped proxy, and is invoked
 * through its proxy; other beans fail the start. A target that replaces the one of a
 * scoped proxy receives the current instances. Mocks are not invoked.
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
	 * The name of the service. Placeholders (<code>${…}</code>) are resolved, and
	 * <code>#{…}</code> expressions in the attribute itself are evaluated.
	 * @return the name
	 */
	String value();

}
