package io.github.zkspring.annotation;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

import io.github.zkspring.client.InvalidZkMethodException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.Nullness;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * An annotated method of a bean.
 * <p>
 * Internal, not part of the API for applications.
 *
 * @param beanName the name of the bean
 * @param method the method, as declared by the class of the bean, a superclass or an
 * interface
 * @param beanType the class of the bean, without a proxy
 */
public record BeanMethod(String beanName, Method method, Class<?> beanType) {

	private static final Set<String> NON_NULL = Set.of("NonNull", "Nonnull", "NotNull");

	/**
	 * Returns a parameter.
	 * @param index the index of the parameter
	 * @return the parameter
	 */
	public MethodParameter parameter(int index) {
		return new MethodParameter(this.method, index).withContainingClass(this.beanType);
	}

	/**
	 * Returns the type of a parameter. Type variables are replaced by the types that the
	 * class of the bean declares for them.
	 * @param parameter the parameter
	 * @return the type, without type variables
	 * @throws InvalidZkMethodException if the class of the bean leaves a variable open
	 */
	public ResolvableType type(MethodParameter parameter) {
		ResolvableType type = ResolvedTypes.of(parameter.getGenericParameterType(), this.beanType);
		if (type == ResolvableType.NONE) {
			throw invalid(parameter,
					"of type %s has no known type, because %s does not declare its type variables"
						.formatted(parameter.getGenericParameterType().getTypeName(), this.beanType.getTypeName()),
					"Declare the type in the class of the bean, for example 'class Prices extends Base<Price>'.");
		}
		return type;
	}

	/**
	 * Returns the types of the parameters, without those that the class of the bean
	 * leaves open.
	 * @return the types, without type variables
	 */
	public Stream<ResolvableType> knownTypes() {
		return Arrays.stream(this.method.getGenericParameterTypes())
			.map((type) -> ResolvedTypes.of(type, this.beanType))
			.filter((type) -> type != ResolvableType.NONE);
	}

	/**
	 * Returns whether a parameter is declared as never {@code null}: with JSpecify, in
	 * Kotlin, or with an annotation of another library.
	 * @param parameter the parameter
	 * @return {@code true} if it must not receive {@code null}, {@code false} without a
	 * declaration
	 */
	public static boolean isNonNull(MethodParameter parameter) {
		return switch (Nullness.forMethodParameter(parameter)) {
			case NULLABLE -> false;
			case NON_NULL -> !isNullableVariable(parameter.getParameter().getAnnotatedType());
			case UNSPECIFIED -> Arrays.stream(parameter.getParameterAnnotations())
				.anyMatch((annotation) -> NON_NULL.contains(annotation.annotationType().getSimpleName()));
		};
	}

	// the type that replaces a variable decides, if the variable permits null
	private static boolean isNullableVariable(AnnotatedType type) {
		return type.getType() instanceof TypeVariable<?> variable && Arrays.stream(variable.getAnnotatedBounds())
			.anyMatch((bound) -> bound.isAnnotationPresent(Nullable.class));
	}

	/**
	 * Returns the return type as the class of the bean defines it.
	 * @return the type, with type variables resolved
	 */
	public Class<?> returnType() {
		return ResolvableType.forMethodReturnType(this.method, this.beanType).resolve(this.method.getReturnType());
	}

	/**
	 * Requires that a proxy of an interface or of the class can intercept the method.
	 * @throws InvalidZkMethodException if it is private or static
	 */
	public void requireInterceptable() {
		refuse(Modifier.PRIVATE | Modifier.STATIC);
	}

	/**
	 * Requires that a proxy of the class can override the method.
	 * @throws InvalidZkMethodException if it is private, static or final
	 */
	public void requireOverridable() {
		refuse(Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL);
	}

	private void refuse(int modifiers) {
		int found = this.method.getModifiers() & modifiers;
		if (found != 0) {
			throw invalid("a %s method is out of reach of the bean's proxy".formatted(Modifier.toString(found)),
					"Make the method package-private, protected or public, and neither final nor static (in Kotlin: declare class and method 'open', or apply the kotlin-spring plugin), or declare it in an interface and proxy that.");
		}
	}

	/**
	 * Creates an exception for a method that cannot be used.
	 * @param problem what is wrong with it
	 * @param action what to change
	 * @return the exception to throw
	 */
	public InvalidZkMethodException invalid(String problem, String action) {
		return new InvalidZkMethodException(this.beanName, this.method, problem, action);
	}

	/**
	 * Creates an exception for an unsupported parameter.
	 * @param parameter the parameter
	 * @param problem what is wrong, as the predicate of a sentence about the parameter
	 * @param action what to change
	 * @return the exception to throw
	 */
	public InvalidZkMethodException invalid(MethodParameter parameter, String problem, String action) {
		return invalid("parameter %d (%s) %s".formatted(parameter.getParameterIndex() + 1,
				parameter.getParameter().getName(), problem), action);
	}

	/**
	 * Names the bean and the method.
	 */
	@Override
	public String toString() {
		return "bean '%s', method '%s'".formatted(this.beanName, ClassUtils.getQualifiedMethodName(this.method));
	}

}
