package io.github.zkspring.guard;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkspring.annotation.AnnotatedBeans;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The guarded methods of each class. Annotations are read and validated once.
 *
 * @param <A> the annotation, on methods or types
 * @param <T> the description of a guarded method
 */
public class GuardedMethods<A extends Annotation, T> {

	private final Class<A> annotation;

	private final Reader<A, T> reader;

	private final Map<Class<?>, Map<Method, T>> byClass = new ConcurrentHashMap<>();

	/**
	 * Creates an empty registry.
	 * @param annotation the annotation
	 * @param reader reads and validates it
	 */
	public GuardedMethods(Class<A> annotation, Reader<A, T> reader) {
		this.annotation = annotation;
		this.reader = reader;
	}

	Class<A> annotation() {
		return this.annotation;
	}

	/**
	 * Reads and validates all guarded methods of a bean.
	 * @param beanName the name of the bean
	 * @param type its target class
	 * @return the descriptions of the methods
	 */
	public Collection<T> register(String beanName, Class<?> type) {
		return this.byClass.computeIfAbsent(type, (key) -> {
			Map<Method, T> methods = new ConcurrentHashMap<>();
			ReflectionUtils.doWithMethods(type, (method) -> {
				T guarded = read(beanName, method, type);
				if (guarded != null) {
					methods.put(method, guarded);
				}
			}, (method) -> !method.isSynthetic() && method.getDeclaringClass() != Object.class);
			return methods;
		}).values();
	}

	/**
	 * Returns the guarded methods of a class.
	 * @param type the target class
	 * @return the registered methods and their descriptions
	 */
	public Map<Method, T> of(Class<?> type) {
		return this.byClass.getOrDefault(type, Map.of());
	}

	/**
	 * Finds the description of an invoked method.
	 * @param called the invoked method, of the class or of an interface
	 * @param type the class of the target
	 * @return the description, {@code null} when the method is not guarded
	 */
	public @Nullable T find(Method called, Class<?> type) {
		Map<Method, T> methods = of(type);
		T guarded = methods.get(called);
		return (guarded != null) ? guarded : methods.get(AopUtils.getMostSpecificMethod(called, type));
	}

	private @Nullable T read(String beanName, Method method, Class<?> type) {
		A found = AnnotatedElementUtils.findMergedAnnotation(method, this.annotation);
		if (found == null) {
			found = AnnotatedElementUtils.findMergedAnnotation(type, this.annotation);
			int modifiers = method.getModifiers();
			if (found == null || Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers)) {
				return null;
			}
		}
		AnnotatedBeans.requireOverridable(beanName, method);
		return this.reader.read(beanName, method, found);
	}

	/**
	 * Reads an annotation.
	 *
	 * @param <A> the annotation
	 * @param <T> the description of a guarded method
	 */
	@FunctionalInterface
	public interface Reader<A extends Annotation, T> {

		/**
		 * Reads the annotation of a method.
		 * @param beanName the bean of the method
		 * @param method the method
		 * @param annotation the annotation of the method or its type
		 * @return the description of the method
		 * @throws io.github.zkspring.client.InvalidZkMethodException when the method
		 * cannot be guarded as the annotation demands
		 */
		T read(String beanName, Method method, A annotation);

	}

}
