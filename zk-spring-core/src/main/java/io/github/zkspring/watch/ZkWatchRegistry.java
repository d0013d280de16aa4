package io.github.zkspring.watch;

import java.util.List;
import java.util.Optional;

/**
 * Lists the watches of the application: watches of annotated methods, including ended
 * ones, and watches of {@link ZkWatches} while they are open. Includes the watches of
 * parent and child contexts; of several watches with the same id, the one of this context
 * is found.
 *
 * @since 0.1.0
 */
public interface ZkWatchRegistry {

	/**
	 * Finds a watch.
	 * @param id the id of the annotation or of {@link WatchOptions}, by default
	 * {@code beanName.methodName}
	 * @return the watch, empty if there is none with this id
	 */
	Optional<ZkWatch> watch(String id);

	/**
	 * Returns all watches.
	 * @return the watches, sorted by id
	 */
	List<ZkWatch> watches();

}
