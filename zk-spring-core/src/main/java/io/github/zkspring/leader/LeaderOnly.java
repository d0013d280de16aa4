package io.github.zkspring.leader;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.zkspring.guard.GuardReflectiveProcessor;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Executes a bean method only on the instance that leads the named election, and skips it
 * on all other instances. On a type it applies to all methods that a proxy can intercept.
 *
 * <pre class="code">
 * &#064;Scheduled(cron = "0 0 3 * * *")
 * &#064;LeaderOnly("reports")
 * void nightlyReport() { … }
 * </pre>
 *
 * <p>
 * <b>Contract.</b> Every application instance with the annotation participates in the
 * election from its start, also if the bean is lazy. The body starts only while this
 * instance was granted leadership, its ZooKeeper session is still the session of that
 * grant, <em>and</em> the lease of the session is valid: a quorum has acknowledged a
 * write that was sent less than half a session timeout ago. A process that was stopped
 * for longer, or is connected to a server without quorum, therefore starts no body. The
 * check reads memory: it sends no request, acquires no lock and may be called at any rate
 * from any thread.
 *
 * <p>
 * <b>Session loss.</b> A lost connection alone has no effect until the lease ends; with
 * {@code zk.leader.on-suspended=revoke} it ends leadership at once. When the same session
 * reconnects after the lease has ended, the instance leads again with the same token.
 * After an expired session it joins the election again, behind all other participants.
 *
 * <p>
 * <b>Interrupt.</b> When leadership ends, the thread of a running body is interrupted,
 * unless {@link #interruptOnLoss()} is {@code false}. A thread that has left the body is
 * never interrupted. Work that the body has passed to other threads continues. Writes of
 * a body can be fenced with {@link Leadership#token()}; long loops should call
 * {@link Leadership#check()}.
 *
 * <p>
 * <b>Giving up.</b> When the context closes or the instance resigns, running bodies have
 * {@code zk.leader.drain-timeout} to finish before the next instance leads. So have the
 * returned {@code CompletableFuture}s and {@code CompletionStage}s that are not complete.
 *
 * <p>
 * <b>Instances that do not lead.</b> {@link #otherwise()} decides. With
 * {@link Otherwise#SKIP SKIP} a {@code void} method does nothing, and other methods
 * return an empty value: an empty {@code Optional}, a {@code CompletableFuture} or
 * {@code CompletionStage} completed with {@code null}, or {@code null}. A primitive
 * return type has no empty value and fails the start. With {@link Otherwise#THROW THROW}
 * the method throws {@link NotLeaderException}. A method whose signature says that its
 * work outlives the call (a reactive publisher, a stream, a {@code Future} that is no
 * {@code CompletionStage}, a Kotlin {@code suspend} function) fails the start, because
 * that work would run after the check.
 *
 * <p>
 * <b>Proxy.</b> The annotation works through a Spring proxy, outside of
 * {@code @Transactional} ({@code zk.leader.advice-order}) and inside of
 * {@code @Scheduled}. A {@code private}, {@code final} or {@code static} method cannot be
 * intercepted and fails the start; a call from another method of the same object bypasses
 * the proxy.
 *
 * @since 0.1.0
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Reflective(GuardReflectiveProcessor.class)
public @interface LeaderOnly {

	/**
	 * Name of the election: one path segment, which may contain <code>${…}</code>
	 * placeholders. Beans and applications that use the same name under the same
	 * {@code zk.leader.base-path} elect one leader together.
	 * @return the name of the election
	 */
	String value();

	/**
	 * Behavior of a call on an instance that does not lead.
	 * @return the policy
	 */
	Otherwise otherwise() default Otherwise.SKIP;

	/**
	 * Whether the thread of a running body is interrupted when leadership ends.
	 * @return {@code false} to let bodies run to their end
	 */
	boolean interruptOnLoss() default true;

	/**
	 * Behavior of a call on an instance that does not lead.
	 */
	enum Otherwise {

		/**
		 * Return at once with the empty value of the return type.
		 */
		SKIP,

		/**
		 * Throws a {@link NotLeaderException}.
		 */
		THROW

	}

}
