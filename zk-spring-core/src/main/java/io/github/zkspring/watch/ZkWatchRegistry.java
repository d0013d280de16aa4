package io.github.zkspring.watch;

import java.util.List;
import java.util.Optional;

/**
 * The watches of this application: those of annotated methods, also when they have ended,
 * and those of {@link ZkWatches} while they are open.
 *
 * @since 0.1.0
 */
public interface ZkWatchRegistry {

	/**
	 * Find a watch.
	 * @param id its id: the one given in the annotation or in {@link WatchOptions}, else
	 * {@code beanName.methodName}
	 * @return the watch, empty when there is none of that id
	 */
	Optional<ZkWatch> watch(String id);

	/**
	 * All watches.
	 * @return the watches, in the order of their ids
	 */
	List<ZkWatch> watches();

}
