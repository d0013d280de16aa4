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
 * Runs a bean method only on the instance that leads the named election, and skips it on
 * every other. On a type it applies to all methods of the type that a proxy can reach.
 *
 * <pre class="code">
 * &#064;Scheduled(cron = "0 0 3 * * *")
 * &#064;LeaderOnly("reports")
 * void nightlyReport() { … }
 * </pre>
 *
 * <p>
 * <b>Contract.</b> Every application instance with the annotation takes part in the
 * election from its start on. The body starts only while this instance holds the
 * election, its ZooKeeper session is still the one that won, <em>and</em> the lease of
 * the session is not over: a quorum has acknowledged a write that was sent less than half
 * a session timeout ago. So a process that was stopped for longer, or talks to a server
 * that was cut from the others, starts nothing. The check reads memory: it sends no
 * request, takes no lock and may be called at any rate from any thread.
 *
 * <p>
 * <b>Session loss.</b> A lost connection alone changes nothing until the lease ends; with
 * {@code zk.leader.on-suspended=revoke} it ends leadership at once. When the same session
 * comes back later than that, the instance leads again with the same token; after an
 * expired session it joins the election again, behind the others.
 *
 * <p>
 * <b>Interrupt.</b> When leadership ends, the thread of a body that still runs is
 * interrupted, unless {@link #interruptOnLoss()} says otherwise. A thread that has left
 * the body never is. Work that the body hands to other threads goes on. What a body
 * writes can be fenced with {@link Leadership#token()}; long loops call
 * {@link Leadership#check()}.
 *
 * <p>
 * <b>Giving up.</b> When the context closes or the instance resigns, bodies that run get
 * {@code zk.leader.drain-timeout} to end before the next instance leads.
 *
 * <p>
 * <b>When not the leader</b> {@link #otherwise()} decides. With {@link Otherwise#SKIP
 * SKIP} a {@code void} method does nothing, {@code Optional} is empty, a
 * {@code CompletableFuture}, {@code CompletionStage} or {@code Future} is complete with
 * {@code null}, other references are {@code null}; a primitive has no such value and
 * fails the start. With {@link Otherwise#THROW THROW} the caller gets a
 * {@link NotLeaderException}. A lazily subscribed result (a reactive publisher) would run
 * after the check and is refused.
 *
 * <p>
 * <b>Proxy.</b> The annotation works through a Spring proxy, outside of
 * {@code @Transactional} ({@code zk.leader.advice-order}) and inside of
 * {@code @Scheduled}. A {@code private}, {@code final} or {@code static} method cannot be
 * reached by it and fails the start; a call from another method of the same object goes
 * past it.
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
	 * Name of the election. Beans and applications that name the same election, under the
	 * same {@code zk.leader.base-path}, elect one leader together. May contain
	 * <code>${…}</code> placeholders; one path segment.
	 * @return the name of the election
	 */
	String value();

	/**
	 * What a call does on an instance that does not lead.
	 * @return the policy
	 */
	Otherwise otherwise() default Otherwise.SKIP;

	/**
	 * Whether the thread of a body that still runs is interrupted when leadership ends.
	 * @return {@code false} to let it run to its end
	 */
	boolean interruptOnLoss() default true;

	/**
	 * What a call does on an instance that does not lead.
	 */
	enum Otherwise {

		/**
		 * Return at once, with the empty value of the return type.
		 */
		SKIP,

		/**
		 * Throw a {@link NotLeaderException}.
		 */
		THROW

	}

}
