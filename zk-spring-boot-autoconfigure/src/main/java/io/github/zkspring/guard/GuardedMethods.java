package io.github.zkspring.guard;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkspring.annotation.AnnotatedMethods;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The guarded methods by class, read from their annotations once and checked.
 *
 * @param <A> the annotation, on methods or types
 * @param <T> what it says about a method
 */
public class GuardedMethods<A extends Annotation, T> {

	private final Class<A> annotation;

	private final Reader<A, T> reader;

	private final Map<Class<?>, Map<Method, T>> byClass = new ConcurrentHashMap<>();

	/**
	 * Create the methods, none yet.
	 * @param annotation the annotation
	 * @param reader reads and checks it
	 */
	public GuardedMethods(Class<A> annotation, Reader<A, T> reader) {
		this.annotation = annotation;
		this.reader = reader;
	}

	Class<A> annotation() {
		return this.annotation;
	}

	/**
	 * Read and check all guarded methods of a bean.
	 * @param beanName the name of the bean
	 * @param type its class, below all proxies
	 * @return what their annotations say
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
	 * The guarded methods of a class.
	 * @param type the class, below all proxies
	 * @return what was registered
	 */
	public Map<Method, T> of(Class<?> type) {
		return this.byClass.getOrDefault(type, Map.of());
	}

	/**
	 * Find what was registered for a call.
	 * @param called the method that was called, of the class or of an interface
	 * @param type the class of the target
	 * @return what its annotation says, {@code null} when it has none
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
		AnnotatedMethods.requireOverridable(beanName, method);
		return this.reader.read(beanName, method, found);
	}

	/**
	 * Reads an annotation.
	 *
	 * @param <A> the annotation
	 * @param <T> what it says
	 */
	@FunctionalInterface
	public interface Reader<A extends Annotation, T> {

		/**
		 * Read what an annotation says about a method.
		 * @param beanName the bean of the method
		 * @param method the method
		 * @param annotation the annotation of the method or its type
		 * @return what it says
		 * @throws io.github.zkspring.client.InvalidZkMethodException when it cannot be
		 */
		T read(String beanName, Method method, A annotation);

	}

}
