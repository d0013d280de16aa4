package io.github.zkspring.watch.method;

import java.lang.reflect.Method;

import io.github.zkspring.client.InvalidZkMethodException;

import org.springframework.util.ClassUtils;

/**
 * An annotated method of a bean.
 *
 * @param beanName the name of the bean
 * @param method the method, as declared by the class of the bean
 */
record WatchMethod(String beanName, Method method) {

	/**
	 * Creates an exception for a method that cannot be used.
	 * @param problem what is wrong with it
	 * @param action what to change
	 * @return the exception to throw
	 */
	InvalidZkMethodException invalid(String problem, String action) {
		return new InvalidZkMethodException(this.beanName, this.method, problem, action);
	}

	@Override
	public String toString() {
		return "bean '%s', method '%s'".formatted(this.beanName, ClassUtils.getQualifiedMethodName(this.method));
	}

}
