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
 * Calls the annotated bean method with the content of one znode: with the current state
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
 * <li>{@link ZnodeEvent ZnodeEvent&lt;T&gt;}: the change, with the previous payload;</li>
 * <li>{@link ZkPath @ZkPath} {@code String}: the path.</li>
 * </ul>
 * {@code T} is {@code byte[]}, {@code String}, a number, an enum or another value that
 * Spring converts from text, or any type that Jackson reads as JSON (Jackson is optional:
 * without it the application fails to start, with a message that names the dependency). A
 * primitive cannot be {@code null} and is rejected. The type of a type variable is the
 * one that the class of the bean declares.
 *
 * <p>
 * <b>Absence.</b> If a parameter is declared as never {@code null} (in Kotlin, with
 * {@code @NonNull} or in {@code @NullMarked} code), the method is not called while there
 * is no value for it. A parameter without such a declaration receives {@code null}.
 *
 * <p>
 * <b>Bean.</b> A singleton, or a bean of another scope with a scoped proxy; other beans
 * are rejected. It may be lazy, and may have a proxy that offers the method. A target
 * that replaces the one of a scoped proxy receives the current state. Mocks are not
 * called.
 *
 * <p>
 * <b>Order and number of calls.</b> Calls of one method never overlap and never go back
 * in time. Changes that are faster than the method are conflated: the method receives the
 * newest state, not every state. The same state is never delivered twice, not even after
 * a reconnect. A znode that was deleted and created again in between is one change with a
 * new {@code czxid}.
 *
 * <p>
 * <b>Faults.</b> After a lost connection, an expired session or a server restart the
 * znode is read again, and a difference is delivered. The method is not called while the
 * ensemble is unavailable. Unreadable payloads, refused reads and exceptions of the
 * method go to the {@link WatchErrorHandler}, and the watch stays active.
 *
 * <p>
 * <b>Thread.</b> The method runs on the executor bean {@code zkWatchExecutor}, never on a
 * thread of ZooKeeper or Curator, through the bean's proxy. It may block and may call
 * ZooKeeper. The first call completes before the application is ready, bounded by
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
@Reflective
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
	 * resolved once at startup from the application's configuration.
	 * @return the path of the znode
	 */
	@AliasFor("value")
	String path() default "";

	/**
	 * Identifies the watch in the {@link ZkWatchRegistry} and in log lines. Defaults to
	 * {@code beanName.methodName}; further watches of the same method have the suffixes
	 * {@code #2}, {@code #3}.
	 * @return the id, unique in the application
	 */
	String id() default "";

	/**
	 * Name of the {@link WatchErrorHandler} bean for this watch. Defaults to the only
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
		 * Returns the annotations.
		 * @return the annotations, in their order
		 */
		ZkDataWatch[] value();

	}

}
