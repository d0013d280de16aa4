package io.github.zkspring.watch;

import java.lang.reflect.Method;

/**
 * A watch as its annotation describes it, with all texts resolved.
 *
 * @param kind what is watched
 * @param target the bean method to call
 * @param path the path to watch
 * @param options everything else, with an id
 */
record WatchEndpoint(ZkWatch.Kind kind, Target target, String path, WatchOptions options) {

	/**
	 * The method of a bean.
	 *
	 * @param beanName the name of the bean
	 * @param method the method, as the class of the bean declares it
	 */
	record Target(String beanName, Method method) {

	}

}
