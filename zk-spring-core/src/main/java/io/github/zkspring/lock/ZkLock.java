package io.github.zkspring.lock;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * Runs a bean method under a lock that all applications of the ensemble share. On a type
 * it applies to all methods of the type that a proxy can reach.
 *
 * <pre class="code">
 * &#064;ZkLock(name = "orders/#{#id}", waitFor = "5s")
 * void ship(long id) { … }
 * </pre>
 *
 * <p>
 * <b>Contract.</b> The body starts when the lock is granted, in the order of arrival, to
 * a session that is certain: a quorum has acknowledged a write of it that was sent less
 * than half a session timeout ago. {@link #waitFor()} covers everything until then:
 * others that hold the lock, lost connections, new sessions. The lock is released behind
 * the body, also when it throws. {@link HeldLock#current()} is the lock, inside of the
 * body.
 *
 * <p>
 * <b>Name.</b> One or more path segments below {@code zk.lock.base-path}, with
 * <code>${…}</code> from the configuration and <code>#{…}</code> over the arguments of
 * the method: by name ({@code #id}, compiled with {@code -parameters}), by position
 * ({@code #p0}, {@code #a0}), and {@code #root.method}, {@code #root.target},
 * {@code #root.args}. Expressions may read properties and call methods of the arguments,
 * and nothing else. Whatever a value contains, it becomes part of one segment and is
 * never evaluated. A value that is {@code null}, blank, an array, or has no text of its
 * own is an {@link IllegalArgumentException}, and the body does not run.
 *
 * <p>
 * <b>When the lock is not acquired</b> {@link #otherwise()} decides. With
 * {@link Otherwise#THROW THROW} the caller gets a {@link LockNotAcquiredException}. With
 * {@link Otherwise#SKIP SKIP}, where others have it until the end of the wait, a
 * {@code void} method does nothing, {@code Optional} is empty, a
 * {@code CompletableFuture} or {@code CompletionStage} is complete with {@code null},
 * other references are {@code null}; a primitive has no such value and fails the start.
 * That no server answers or that they refuse is an exception in either case.
 *
 * <p>
 * <b>Session loss.</b> A short disconnect loses nothing. When the lease of the session
 * ends, or somebody deletes the znode of the lock, it is lost: the thread of the body is
 * interrupted, unless {@link #interruptOnLoss()} says otherwise; long loops call
 * {@link HeldLock#assertHeld()}. A body that returns after that has run without
 * protection: its caller gets a {@link LockLostException} in the place of the result. An
 * exception of the body stays, with the loss suppressed in it. A transaction inside of
 * the lock is committed by then; what must not be written twice carries
 * {@link HeldLock#token()}.
 *
 * <p>
 * <b>Results.</b> A returned {@code CompletableFuture} or {@code CompletionStage} keeps
 * the lock until it is complete. A plain {@code Future} cannot be followed and a reactive
 * publisher works later: both fail the start.
 *
 * <p>
 * <b>Call chains.</b> A body that calls methods with the same lock on the same thread
 * holds it already. The exclusive lock inside of the shared one is an
 * {@link IllegalStateException}.
 *
 * <p>
 * <b>Proxy.</b> The annotation works through a Spring proxy, outside of
 * {@code @Transactional} ({@code zk.lock.advice-order}) and inside of {@code @Scheduled},
 * {@code @Async} and {@code @LeaderOnly}. A {@code private}, {@code final} or
 * {@code static} method, a final class, and a bean that is created before proxies are,
 * cannot be reached by it and fail the start; a call from another method of the same
 * object goes past it, and is warned of at the start where it can be seen.
 *
 * @since 0.1.0
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Reflective(LockReflectiveProcessor.class)
public @interface ZkLock {

	/**
	 * Alias for {@link #name()}.
	 * @return the name of the lock
	 */
	@AliasFor("name")
	String value() default "";

	/**
	 * Name of the lock, with <code>${…}</code> and <code>#{…}</code>.
	 * @return the name of the lock
	 */
	@AliasFor("value")
	String name() default "";

	/**
	 * How long the lock is waited for, such as {@code 5s}; zero asks once. May contain
	 * <code>${…}</code>. Defaults to {@code zk.lock.wait}.
	 * @return the time, or nothing
	 */
	String waitFor() default "";

	/**
	 * Who may hold the lock at the same time.
	 * @return the mode
	 */
	LockMode mode() default LockMode.EXCLUSIVE;

	/**
	 * What a call does when others have the lock until the end of the wait.
	 * @return the policy
	 */
	Otherwise otherwise() default Otherwise.THROW;

	/**
	 * Whether the thread of a body that still runs is interrupted when the lock is lost.
	 * @return {@code false} to let it run to its end
	 */
	boolean interruptOnLoss() default true;

	/**
	 * What a call does when others have the lock until the end of the wait.
	 */
	enum Otherwise {

		/**
		 * Throw a {@link LockNotAcquiredException}.
		 */
		THROW,

		/**
		 * Return, with the empty value of the return type.
		 */
		SKIP

	}

}
