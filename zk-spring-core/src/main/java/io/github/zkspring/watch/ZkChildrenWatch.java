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
 * Calls the annotated bean method with the children of one znode: with the current
 * children when the application starts, then after every change.
 *
 * <pre class="code">
 * &#064;ZkChildrenWatch("/members")
 * void membersChanged(List&lt;String&gt; names) { … }
 * </pre>
 *
 * <p>
 * <b>Arguments</b>, in any order and number:
 * <ul>
 * <li>{@code List<String>}, {@code Set<String>} or {@code Collection<String>}: the names
 * of the children, sorted;</li>
 * <li>{@code Map<String, T>}: the names with their payloads; the data of every child is
 * then watched as well;</li>
 * <li>{@link ChildrenEvent ChildrenEvent&lt;T&gt;}: the children, and those added,
 * removed and updated since the last call; {@code ChildrenEvent<Void>} watches only the
 * names;</li>
 * <li>{@link org.apache.zookeeper.data.Stat} of the parent, {@code null} while it does
 * not exist;</li>
 * <li>{@link ZkPath @ZkPath} {@code String}: the path of the parent.</li>
 * </ul>
 * Payload types are as for {@link ZkDataWatch}. A parent that does not exist has no
 * children, and its creation is watched. A child with an unreadable payload is reported
 * to the {@link WatchErrorHandler} and keeps its last good value; a child without one is
 * omitted.
 *
 * <p>
 * Absence, beans, order, conflation, faults, threads and end are as for
 * {@link ZkDataWatch}. With {@link #settle()}, the method is called once after a series
 * of changes.
 *
 * @since 0.1.0
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
@Repeatable(ZkChildrenWatch.Container.class)
public @interface ZkChildrenWatch {

	/**
	 * Alias for {@link #path()}.
	 * @return the path of the parent
	 */
	@AliasFor("path")
	String value() default "";

	/**
	 * Absolute path of the parent, inside the chroot and the namespace. May contain
	 * <code>${…}</code> placeholders and <code>#{…}</code> expressions, which are
	 * resolved once at startup from the application's configuration.
	 * @return the path of the parent
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
	 * How long the children must be unchanged before the method is called, for example
	 * {@code 2s}. Empty for a call after every change. May contain placeholders. The
	 * first call does not wait.
	 * @return a duration in Boot's notation
	 */
	String settle() default "";

	/**
	 * Name of the {@link WatchErrorHandler} bean for this watch. Defaults to the only
	 * {@link WatchErrorHandler} bean of the application.
	 * @return a bean name
	 */
	String errorHandler() default "";

	/**
	 * Holds several {@link ZkChildrenWatch} annotations of one method.
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
		ZkChildrenWatch[] value();

	}

}
