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
 * Calls the annotated bean method with a znode and its descendants: with the current
 * state when the application starts, then after every change. The parameters of the
 * method select one of two forms.
 *
 * <pre class="code">
 * &#064;ZkTreeWatch(path = "/config", filter = "**&#47;limits")
 * void limitsChanged(ZnodeEvent&lt;Limits&gt; event) { … }
 *
 * &#064;ZkTreeWatch("/routes")
 * void routesChanged(Map&lt;String, Route&gt; routes) { … }
 * </pre>
 *
 * <p>
 * <b>Znode by znode</b>: called once for each znode that changed, with the arguments of
 * {@link ZkDataWatch} for that znode: the payload {@code T} or {@code Optional<T>},
 * {@link org.apache.zookeeper.data.Stat}, {@link ZnodeEvent ZnodeEvent&lt;T&gt;} and
 * {@link ZkPath @ZkPath} {@code String}. At startup it is called with
 * {@link ZnodeEvent.Type#INITIAL} for the root, existing or not, and for every
 * descendant. Created parents are delivered before their children, deleted parents after
 * their children; {@link ZnodeEvent#previousPayload()} has the last payload of a deleted
 * znode. Changes are conflated for each znode.
 *
 * <p>
 * <b>The whole tree</b>: {@code Map<String, T>} has the payloads by absolute path,
 * sorted, the root included while it exists; {@link ChildrenEvent ChildrenEvent&lt;T&gt;}
 * has the same with absolute paths as names, and those added, removed and updated since
 * the last call; {@code ChildrenEvent<Void>} reads no payload. {@code Stat} and
 * {@code @ZkPath String} are those of the root. The first call begins when the whole tree
 * was read. Changes are conflated to one state of the tree. A znode with an unreadable
 * payload keeps its last good value; a znode without one is omitted.
 *
 * <p>
 * A method with parameters of both forms is rejected at startup. {@code Map<String, T>}
 * always means the whole tree: use {@code ZnodeEvent<Map<String, T>>} if each payload is
 * a map. Payload types, absence, beans, order, conflation, faults, threads and end are as
 * for {@link ZkDataWatch}; a delivery that the {@link WatchErrorHandler} repeats delays
 * the other znodes of the watch.
 *
 * @since 0.1.0
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
@Repeatable(ZkTreeWatch.Container.class)
public @interface ZkTreeWatch {

	/**
	 * Alias for {@link #path()}.
	 * @return the path of the root
	 */
	@AliasFor("path")
	String value() default "";

	/**
	 * Absolute path of the root, inside the chroot and the namespace. May contain
	 * <code>${…}</code> placeholders and <code>#{…}</code> expressions, which are
	 * resolved once at startup from the application's configuration.
	 * @return the path of the root
	 */
	@AliasFor("value")
	String path() default "";

	/**
	 * How many levels below the root are watched: 0 for the root alone, -1 for all.
	 * @return the number of levels
	 */
	int depth() default -1;

	/**
	 * Which znodes are watched: Ant-style patterns for their paths relative to the root
	 * ({@code ?} one character, {@code *} any in one segment, {@code **} any number of
	 * segments), of which one must match. The root itself has the empty path, which only
	 * {@code **} matches. The parents of a znode need not match. Subtrees that no pattern
	 * can match are not read. Empty for all znodes. May contain placeholders.
	 * @return patterns, for example <code>"**&#47;limits"</code>
	 */
	String[] filter() default {};

	/**
	 * Identifies the watch in the {@link ZkWatchRegistry} and in log lines. Defaults to
	 * {@code beanName.methodName}; further watches of the same method have the suffixes
	 * {@code #2}, {@code #3}.
	 * @return the id, unique in the application
	 */
	String id() default "";

	/**
	 * How long the tree must be unchanged before a method that takes the whole tree is
	 * called, for example {@code 2s}. Empty for a call after every change. May contain
	 * placeholders. The first call does not wait.
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
	 * Holds several {@link ZkTreeWatch} annotations of one method.
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
		ZkTreeWatch[] value();

	}

}
