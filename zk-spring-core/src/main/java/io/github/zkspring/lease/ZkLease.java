package io.github.zkspring.lease;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.zkspring.guard.GuardReflectiveProcessor;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Runs a bean method at most once in a given time, across all instances of the
 * application, and skips it otherwise. Meant for {@code @Scheduled} methods.
 *
 * <pre class="code">
 * &#064;Scheduled(cron = "0 0 * * * *")
 * &#064;ZkLease(name = "hourly-cleanup", duration = "50m")
 * void cleanUp() { … }
 * </pre>
 *
 * <p>
 * <b>Contract.</b> A call takes the lease of that name for {@link #duration()} and runs
 * the body; until the lease is over no call runs, neither on other instances nor on this
 * one. The lease is not given back when the body ends or throws, so an instance whose
 * timer is late finds that the work is done. Choose a duration that is shorter than the
 * period of the schedule, longer than the clocks of the machines differ, and longer than
 * the body runs: a body that is still running when its lease is over is not interrupted,
 * and another instance may begin.
 *
 * <p>
 * <b>When it is not sure that the lease was taken</b> the body does not run: without an
 * ensemble, after {@code zk.lease.timeout}, or when a server refuses. Each time a line in
 * the log says so. The session plays no part: its loss ends no lease.
 *
 * <p>
 * <b>Skipped</b> a {@code void} method does nothing, {@code Optional} is empty, a
 * {@code CompletableFuture}, {@code CompletionStage} or {@code Future} is complete with
 * {@code null}, other references are {@code null}; a primitive has no such value and
 * fails the start. A lazily subscribed result (a reactive publisher) is refused.
 *
 * <p>
 * <b>Thread.</b> The request to ZooKeeper is sent by the caller's thread, which waits for
 * the answer.
 *
 * <p>
 * <b>Proxy.</b> The annotation works through a Spring proxy, outside of
 * {@code @Transactional} ({@code zk.lease.advice-order}), inside of {@code @Scheduled}
 * and of {@code @LeaderOnly}. A {@code private}, {@code final} or {@code static} method
 * cannot be reached by it and fails the start; a call from another method of the same
 * object goes past it. It composes: put it on an annotation of your own.
 *
 * @since 0.1.0
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(GuardReflectiveProcessor.class)
public @interface ZkLease {

	/**
	 * Name of the lease, one path segment. Methods and applications that name the same
	 * lease, under the same {@code zk.lease.base-path}, share it. May contain
	 * <code>${…}</code> placeholders.
	 * @return the name of the lease
	 */
	String name();

	/**
	 * How long the lease lasts, for example {@code 50m}, {@code 30s} or {@code PT1H}. May
	 * contain <code>${…}</code> placeholders.
	 * @return the duration
	 */
	String duration();

	/**
	 * On how many instances the method may run within that time, once on each; all name
	 * the same number.
	 * @return the number of leases of that name
	 */
	int slots() default 1;

}
