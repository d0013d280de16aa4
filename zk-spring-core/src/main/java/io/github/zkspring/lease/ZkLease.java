package io.github.zkspring.lease;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.zkspring.guard.GuardReflectiveProcessor;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Runs a bean method at most once within a given time, across all instances of the
 * application, and skips it otherwise. Intended for {@code @Scheduled} methods.
 *
 * <pre class="code">
 * &#064;Scheduled(cron = "0 0 * * * *")
 * &#064;ZkLease(name = "hourly-cleanup", duration = "50m")
 * void cleanUp() { … }
 * </pre>
 *
 * <p>
 * <b>Contract.</b> A call takes the lease with that name for {@link #duration()} and runs
 * the body. Until the lease is over no other call runs, on any instance. The lease is not
 * released when the body returns or throws, so an instance whose timer is late does not
 * repeat the work. Choose a duration that is shorter than the period of the schedule,
 * longer than the clocks of the machines differ, and longer than the body runs: a body
 * that is still running at the end of its lease is not interrupted, and another instance
 * may start.
 *
 * <p>
 * <b>If it is unknown whether the lease was taken</b> the body does not run: without an
 * ensemble, after {@code zk.lease.timeout}, or when a server refuses. A warning is logged
 * each time. The session is irrelevant: its loss ends no lease.
 *
 * <p>
 * <b>Skipped calls.</b> A {@code void} method does nothing, {@code Optional} is empty, a
 * {@code CompletableFuture}, {@code CompletionStage} or {@code Future} is complete with
 * {@code null}, and other references are {@code null}; a primitive has no such value and
 * fails the start. A lazily subscribed result (a reactive publisher) is refused.
 *
 * <p>
 * <b>Thread.</b> The request to ZooKeeper is sent by the thread of the caller, which
 * waits for the answer.
 *
 * <p>
 * <b>Requirements.</b> The records of leases are JSON: without Jackson an application
 * with such a method fails to start.
 *
 * <p>
 * <b>Proxy.</b> The annotation works through a Spring proxy, outside
 * {@code @Transactional} ({@code zk.lease.advice-order}), inside {@code @Scheduled} and
 * {@code @LeaderOnly}. A {@code private}, {@code final} or {@code static} method fails
 * the start; a call from another method of the same object bypasses the proxy. The
 * annotation can be used as a meta-annotation.
 *
 * @since 0.1.0
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(GuardReflectiveProcessor.class)
public @interface ZkLease {

	/**
	 * Name of the lease, one path segment. Methods and applications that use the same
	 * name below the same {@code zk.lease.base-path} share the lease. May contain
	 * <code>${…}</code> placeholders.
	 * @return the name of the lease
	 */
	String name();

	/**
	 * Duration of the lease, for example {@code 50m}, {@code 30s} or {@code PT1H}. May
	 * contain <code>${…}</code> placeholders.
	 * @return the duration
	 */
	String duration();

	/**
	 * Number of instances on which the method may run within that time, once on each. The
	 * same number on all instances.
	 * @return the number of leases with that name
	 */
	int slots() default 1;

}
