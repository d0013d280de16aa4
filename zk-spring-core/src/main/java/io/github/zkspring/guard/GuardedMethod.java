package io.github.zkspring.guard;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import io.github.zkspring.client.InvalidZkMethodException;

import org.springframework.core.ResolvableType;

/**
 * A method that an annotation guards.
 *
 * @param beanName the name of the bean
 * @param method the method
 * @param type the class of the bean, or the interface of a proxy without a target
 */
public record GuardedMethod(String beanName, Method method, Class<?> type) {

	/**
	 * Returns the return type as the class of the bean defines it.
	 * @return the type, with type variables resolved
	 */
	public Class<?> returnType() {
		return ResolvableType.forMethodReturnType(this.method, this.type).resolve(this.method.getReturnType());
	}

	/**
	 * Creates an exception for a method that cannot be guarded.
	 * @param problem what is wrong with it
	 * @param action what to change
	 * @return the exception to throw
	 */
	public InvalidZkMethodException invalid(String problem, String action) {
		return new InvalidZkMethodException(this.beanName, this.method, problem, action);
	}

	/**
	 * Requires that some kind of proxy can intercept the method.
	 * @param annotation the annotation, for messages
	 * @throws InvalidZkMethodException if it is private or static
	 */
	void requireInterceptable(String annotation) {
		int modifiers = this.method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC);
		if (modifiers != 0) {
			throw invalid(
					"a %s method is out of reach of the bean's proxy, through which %s works"
						.formatted(Modifier.toString(modifiers), annotation),
					"Make the method package-private, protected or public, and neither final nor static.");
		}
	}

	/**
	 * Requires that a proxy of the class can override the method.
	 * @param annotation the annotation, for messages
	 * @throws InvalidZkMethodException if it is final
	 */
	void requireOverridable(String annotation) {
		if (Modifier.isFinal(this.method.getModifiers())) {
			throw invalid(
					"a final method is out of reach of the bean's proxy, through which %s works".formatted(annotation),
					"Remove 'final' (in Kotlin: declare class and method 'open', or apply the kotlin-spring plugin), or declare the method in an interface and proxy that.");
		}
	}

}
