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
 * Runs a bean method while holding a lock that all applications of the ensemble share. On
 * a type it applies to all methods of the type that a proxy can reach.
 *
 * <pre class="code">
 * &#064;ZkLock(name = "orders/#{#id}", waitFor = "5s")
 * void ship(long id) { … }
 * </pre>
 *
 * <p>
 * <b>Contract.</b> The body starts when the lock is granted, in the order of arrival, to
 * a session that is certain: a quorum has acknowledged a write of this session that was
 * sent less than half a session timeout ago. {@link #waitFor()} limits everything until
 * then: other contenders, lost connections, new sessions. The lock is released after the
 * body, also when it throws. Inside the body, {@link HeldLock#current()} returns the
 * lock.
 *
 * <p>
 * <b>Name.</b> One or more path segments below {@code zk.lock.base-path}, with
 * <code>${…}</code> from the configuration and <code>#{…}</code> over the arguments of
 * the method: by name ({@code #id}, compiled with {@code -parameters}), by position
 * ({@code #p0}, {@code #a0}), and {@code #root.method}, {@code #root.target},
 * {@code #root.args}. Expressions may only read properties and call methods of the
 * arguments. A value becomes part of one segment, whatever it contains, and is never
 * evaluated. For a value that is {@code null}, blank, an array, or does not override
 * {@code toString}, the call fails with an {@link IllegalArgumentException} and the body
 * does not run.
 *
 * <p>
 * <b>When the lock is not acquired</b> {@link #otherwise()} decides. With
 * {@link Otherwise#THROW THROW} the caller receives a {@link LockNotAcquiredException}.
 * With {@link Otherwise#SKIP SKIP}, if other contenders have the lock until the end of
 * the wait, a {@code void} method does nothing, {@code Optional} is empty, a
 * {@code CompletableFuture} or {@code CompletionStage} is complete with {@code null}, and
 * other references are {@code null}; a primitive has no such value and fails the start.
 * If no server answers or the server refuses, the call throws in either case.
 *
 * <p>
 * <b>Session loss.</b> A short disconnect does not lose the lock. It is lost when the
 * lease of the session ends or the znode of the lock is deleted: the thread of the body
 * is interrupted, unless {@link #interruptOnLoss()} is {@code false}; long loops call
 * {@link HeldLock#assertHeld()}. A body that returns after the loss has run without
 * protection: its caller receives a {@link LockLostException} instead of the result. An
 * exception of the body is preserved, with the loss as a suppressed exception. A
 * transaction inside the lock is already committed by then; pass {@link HeldLock#token()}
 * on with writes that must not be repeated.
 *
 * <p>
 * <b>Results.</b> A returned {@code CompletableFuture} or {@code CompletionStage} holds
 * the lock until it is complete. A plain {@code Future} or a reactive publisher fails the
 * start, because its completion cannot be observed.
 *
 * <p>
 * <b>Call chains.</b> Nested calls with the same lock on the same thread reuse the held
 * lock. Requesting the exclusive lock while holding the shared one is an
 * {@link IllegalStateException}.
 *
 * <p>
 * <b>Proxy.</b> The annotation works through a Spring proxy, outside
 * {@code @Transactional} ({@code zk.lock.advice-order}) and inside {@code @Scheduled},
 * {@code @Async} and {@code @LeaderOnly}. A {@code private}, {@code final} or
 * {@code static} method, a final class, and a bean that is created before proxies are
 * available fail the start. A call from another method of the same object bypasses the
 * proxy; a warning at startup reports such calls where they can be detected.
 *
 * @since 0.1.0
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Reflective(LockNameExpression.ReflectiveProcessor.class)
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
	 * Maximum time to wait for the lock, such as {@code 5s}; zero tries once. May contain
	 * <code>${…}</code>. Defaults to {@code zk.lock.wait}. (An attribute named
	 * {@code wait} does not compile in Java.)
	 * @return the time, empty for the default
	 */
	String waitFor() default "";

	/**
	 * Whether the lock is exclusive or shared.
	 * @return the mode
	 */
	LockMode mode() default LockMode.EXCLUSIVE;

	/**
	 * Policy for calls when other contenders have the lock until the end of the wait.
	 * @return the policy
	 */
	Otherwise otherwise() default Otherwise.THROW;

	/**
	 * Whether the thread of a running body is interrupted when the lock is lost.
	 * @return {@code false} to let the body run to its end
	 */
	boolean interruptOnLoss() default true;

	/**
	 * Policy for calls when other contenders have the lock until the end of the wait.
	 */
	enum Otherwise {

		/**
		 * Throws a {@link LockNotAcquiredException}.
		 */
		THROW,

		/**
		 * Returns the empty value of the return type.
		 */
		SKIP

	}

}
