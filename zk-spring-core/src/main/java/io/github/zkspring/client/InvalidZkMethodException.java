package io.github.zkspring.client;

import java.lang.reflect.Method;

import org.springframework.util.ClassUtils;

/**
 * An annotated method is not usable with its annotation. Fails the start.
 *
 * @since 0.1.0
 */
public class InvalidZkMethodException extends ZkException {

	private final String action;

	/**
	 * Creates an exception.
	 * @param beanName the bean
	 * @param method the annotated method
	 * @param problem the problem, with the parameter if there is one
	 * @param action what to change
	 */
	public InvalidZkMethodException(String beanName, Method method, String problem, String action) {
		super("Bean '%s', method '%s': %s".formatted(beanName,
				ClassUtils.getQualifiedMethodName(method, ClassUtils.getUserClass(method.getDeclaringClass())),
				problem));
		this.action = action;
	}

	/**
	 * Returns what to change.
	 * @return a sentence for the developer
	 */
	public String getAction() {
		return this.action;
	}

}
