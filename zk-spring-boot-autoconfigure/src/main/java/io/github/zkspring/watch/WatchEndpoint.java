package io.github.zkspring.watch;

import java.lang.reflect.Method;
import java.time.Duration;

/**
 * A watch as its annotation describes it, with all texts resolved.
 *
 * @param id the id of the watch
 * @param path the path to watch
 * @param target the bean method to call
 * @param settle how long children must stand still, zero for not at all
 * @param errorHandler the name of the error handler bean, empty for the default
 */
record WatchEndpoint(String id, String path, Target target, Duration settle, String errorHandler) {

	/**
	 * The method of a bean.
	 *
	 * @param beanName the name of the bean
	 * @param method the method, as the class of the bean declares it
	 */
	record Target(String beanName, Method method) {

	}

}
