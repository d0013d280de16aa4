package io.github.zkspring.watch;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * Calls the annotated bean method with the content of one znode: once with what is there
 * when the application starts, then after every change.
 *
 * <pre class="code">
 * &#064;ZkDataWatch("/config/pricing")
 * void pricingChanged(&#064;Nullable Pricing pricing, Stat stat) { … }
 * </pre>
 *
 * <p>
 * <b>Arguments</b>, in any order and number:
 * <ul>
 * <li>the payload {@code T}, {@code null} while the znode does not exist, or
 * {@code Optional<T>};</li>
 * <li>{@link org.apache.zookeeper.data.Stat}, {@code null} while the znode does not
 * exist;</li>
 * <li>{@link ZnodeEvent ZnodeEvent&lt;T&gt;}: what happened, with the payload before
 * it;</li>
 * <li>{@link ZkPath @ZkPath} {@code String}: the path.</li>
 * </ul>
 * {@code T} is {@code byte[]}, {@code String}, a number, an enum or another value that
 * Spring converts from text, or any type that Jackson reads as JSON (Jackson is optional:
 * without it such a method fails the start and says what to add). A primitive cannot be
 * {@code null} and is refused.
 *
 * <p>
 * <b>Order and number of calls.</b> Calls of one method never overlap and never go back
 * in time. Changes that come faster than the method runs are conflated: the method sees
 * the newest state, not every state. The same state is never delivered twice, also not
 * after a reconnect. A znode that was deleted and created anew in between is one change
 * with a new {@code czxid}.
 *
 * <p>
 * <b>Faults.</b> After a lost connection, an expired session or a restarted server the
 * znode is read again and a difference, if there is one, is delivered; the method has
 * nothing to do. While the ensemble is away nothing is called. A payload that cannot be
 * read, a read that is refused and a method that throws go to the
 * {@link WatchErrorHandler}, and the watch stays armed.
 *
 * <p>
 * <b>Thread.</b> The method runs on the executor bean {@code zkWatchExecutor}, never on a
 * thread of ZooKeeper or Curator, through the bean's proxy. It may block, and may call
 * ZooKeeper. The first call is over before the application is ready, bounded by
 * {@code zk.watch.initial-sync-timeout}.
 *
 * <p>
 * <b>End.</b> A method that returns {@code boolean} ends its watch with {@code false}.
 * {@link ZkWatchRegistry} closes a watch by its id. Every watch ends with the context.
 *
 * @since 0.1.0
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(WatchReflectiveProcessor.class)
@Repeatable(ZkDataWatch.Container.class)
public @interface ZkDataWatch {

	/**
	 * Alias for {@link #path()}.
	 * @return the path of the znode
	 */
	@AliasFor("path")
	String value() default "";

	/**
	 * Absolute path of the znode, inside the chroot and the namespace. May contain
	 * <code>${…}</code> placeholders and <code>#{…}</code> expressions, which are
	 * resolved once, at the start, from the application's configuration.
	 * @return the path of the znode
	 */
	@AliasFor("value")
	String path() default "";

	/**
	 * Identifies the watch in the {@link ZkWatchRegistry} and in log lines. Defaults to
	 * {@code beanName.methodName}; further watches of the same method get {@code #2},
	 * {@code #3} behind it.
	 * @return the id, unique in the application
	 */
	String id() default "";

	/**
	 * Name of the {@link WatchErrorHandler} bean for this watch. Defaults to the one
	 * {@link WatchErrorHandler} bean of the application.
	 * @return a bean name
	 */
	String errorHandler() default "";

	/**
	 * Holds several {@link ZkDataWatch} annotations of one method.
	 *
	 * @since 0.1.0
	 */
	@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
	@Retention(RetentionPolicy.RUNTIME)
	@Documented
	@interface Container {

		/**
		 * The annotations.
		 * @return the annotations, in their order
		 */
		ZkDataWatch[] value();

	}

}
