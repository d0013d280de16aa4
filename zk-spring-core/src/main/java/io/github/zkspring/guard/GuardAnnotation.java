package io.github.zkspring.guard;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.zkspring.annotation.BeanMethod;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * An annotation that guards methods. Finds the guarded methods of beans and describes
 * each of them once.
 * <p>
 * On a method it always has an effect. On a type it guards all methods of the
 * application's classes, except {@link ContainerCallbacks callbacks of the container} and
 * methods that a proxy cannot intercept by nature ({@code private}, {@code static}).
 *
 * @param <A> the annotation, on methods or types
 * @param <T> the description of a guarded method
 */
public class GuardAnnotation<A extends Annotation, T> {

	private final Class<A> annotation;

	private final Reader<A, T> reader;

	private final Map<GuardedType, GuardedMethods<T>> byType = new ConcurrentHashMap<>();

	/**
	 * Creates a description of an annotation.
	 * @param annotation the annotation
	 * @param reader reads and validates it
	 */
	public GuardAnnotation(Class<A> annotation, Reader<A, T> reader) {
		this.annotation = annotation;
		this.reader = reader;
	}

	String name() {
		return "@" + this.annotation.getSimpleName();
	}

	/**
	 * Returns the guarded methods of a class.
	 * @param beanName the name of a bean of the class
	 * @param type the class
	 * @return the methods, possibly none
	 * @throws io.github.zkspring.client.InvalidZkMethodException when a method cannot be
	 * guarded as the annotation demands
	 */
	public GuardedMethods<T> methods(String beanName, Class<?> type) {
		return methods(beanName, GuardedType.of(type));
	}

	GuardedMethods<T> methods(String beanName, GuardedType type) {
		GuardedMethods<T> known = this.byType.get(type);
		return (known != null) ? known : this.byType.computeIfAbsent(type, (key) -> read(beanName, key));
	}

	private GuardedMethods<T> read(String beanName, GuardedType type) {
		Map<Method, T> methods = new LinkedHashMap<>();
		Stream.concat(Stream.of(type.target()), type.interfaces().stream())
			.filter((declaring) -> AnnotationUtils.isCandidateClass(declaring, this.annotation))
			.forEach((declaring) -> ReflectionUtils.doWithMethods(declaring, (method) -> {
				T guarded = read(new BeanMethod(beanName, method, declaring));
				if (guarded != null) {
					methods.put(method, guarded);
				}
			}, (method) -> isDeclaredBy(declaring, method)));
		return new GuardedMethods<>(type.target(), methods);
	}

	// an overridden method is represented by the method that overrides it
	private static boolean isDeclaredBy(Class<?> type, Method method) {
		return !method.isSynthetic() && method.getDeclaringClass() != Object.class
				&& ClassUtils.getMostSpecificMethod(method, type).equals(method);
	}

	private @Nullable T read(BeanMethod guarded) {
		A found = AnnotatedElementUtils.findMergedAnnotation(guarded.method(), this.annotation);
		if (found != null) {
			ContainerCallbacks.requireCalledThroughProxy(guarded, name());
			guarded.requireInterceptable();
		}
		else {
			found = AnnotatedElementUtils.findMergedAnnotation(guarded.beanType(), this.annotation);
			int modifiers = guarded.method().getModifiers();
			if (found == null || Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers)
					|| ContainerCallbacks.contains(guarded.method(), guarded.beanType())) {
				return null;
			}
		}
		DeferredWork.refuse(guarded, name());
		return this.reader.read(guarded, found);
	}

	/**
	 * Returns whether a method has the annotation itself, directly or as a meta
	 * annotation, and not only its type.
	 * @param method the method
	 * @return {@code true} if the annotation is on the method
	 */
	boolean isOnMethod(Method method) {
		return AnnotatedElementUtils.hasAnnotation(method, this.annotation);
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
		 * @param method the method
		 * @param annotation the annotation of the method or its type
		 * @return the description of the method
		 * @throws io.github.zkspring.client.InvalidZkMethodException when the method
		 * cannot be guarded as the annotation demands
		 */
		T read(BeanMethod method, A annotation);

	}

}
