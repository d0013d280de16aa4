package io.github.zkspring.annotation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;

import io.github.zkspring.client.InvalidZkMethodException;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.support.AopUtils;

/**
 * Checks whether a call can go through the proxy of a bean to its annotated method.
 */
public final class AnnotatedMethods {

	private AnnotatedMethods() {
	}

	/**
	 * Find the method to call on a bean.
	 * @param beanName the name of the bean
	 * @param method the annotated method
	 * @param beanType the type of the bean, a proxy or not
	 * @return the method to call on an object of that type
	 * @throws InvalidZkMethodException when a proxy cannot pass the call on
	 */
	public static Method invocable(String beanName, Method method, Class<?> beanType) {
		if (SpringProxy.class.isAssignableFrom(beanType) && !Proxy.isProxyClass(beanType)) {
			requireOverridable(beanName, method);
		}
		try {
			return AopUtils.selectInvocableMethod(method, beanType);
		}
		catch (IllegalStateException ex) {
			throw new InvalidZkMethodException(beanName, method, "the bean is a proxy that does not offer this method",
					"Declare the method in an interface of the bean, or let Spring proxy the class (spring.aop.proxy-target-class=true).");
		}
	}

	/**
	 * Require that a class proxy can override a method.
	 * @param beanName the name of the bean
	 * @param method the annotated method
	 * @throws InvalidZkMethodException when it cannot
	 */
	public static void requireOverridable(String beanName, Method method) {
		int modifiers = method.getModifiers();
		if (Modifier.isPrivate(modifiers) || Modifier.isFinal(modifiers) || Modifier.isStatic(modifiers)) {
			throw new InvalidZkMethodException(beanName, method,
					"a %s method is out of reach of the bean's proxy".formatted(
							Modifier.toString(modifiers & (Modifier.PRIVATE | Modifier.FINAL | Modifier.STATIC))),
					"Make the method package-private, protected or public, and neither final nor static.");
		}
	}

}
