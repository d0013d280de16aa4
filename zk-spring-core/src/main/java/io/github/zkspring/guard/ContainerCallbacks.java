package io.github.zkspring.guard;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import io.github.zkspring.annotation.BeanMethod;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.Aware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.Lifecycle;
import org.springframework.context.Phased;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Methods that belong to the container or to the language and are not part of an
 * application's work: methods of framework classes, {@code equals}, {@code hashCode} and
 * {@code toString}, factory methods, injection, lifecycle and ordering callbacks. An
 * annotation on a type does not guard them.
 */
final class ContainerCallbacks {

	private static final List<String> FRAMEWORKS = List.of("org.springframework.", "java.", "javax.", "jakarta.",
			"kotlin.", "groovy.");

	/** Called on the object itself, before or without its proxy. */
	private static final Set<String> CALLED_ON_TARGET = Set.of(Bean.class.getName(), Autowired.class.getName(),
			"jakarta.inject.Inject", "jakarta.annotation.Resource", "jakarta.annotation.PostConstruct",
			"jakarta.annotation.PreDestroy");

	private ContainerCallbacks() {
	}

	/**
	 * Returns whether a method is a callback.
	 * @param method the method
	 * @param type the class of the bean
	 * @return {@code true} if it is not part of the application's work
	 */
	static boolean contains(Method method, Class<?> type) {
		return isFramework(method.getDeclaringClass()) || ReflectionUtils.isObjectMethod(method)
				|| "finalize".equals(method.getName()) || "clone".equals(method.getName())
				|| annotationOfContainer(method) != null
				|| ClassUtils.getAllInterfacesForClassAsSet(type)
					.stream()
					.anyMatch((declaring) -> isCallback(declaring) && declares(declaring, method));
	}

	private static boolean isFramework(Class<?> type) {
		return FRAMEWORKS.stream().anyMatch(type.getName()::startsWith);
	}

	private static boolean isCallback(Class<?> type) {
		String name = type.getName();
		return type == Comparable.class || type == AutoCloseable.class || Ordered.class.isAssignableFrom(type)
				|| Aware.class.isAssignableFrom(type) || Lifecycle.class.isAssignableFrom(type)
				|| Phased.class.isAssignableFrom(type) || name.startsWith("org.springframework.beans.factory.")
				|| (name.startsWith("org.springframework.")
						&& (name.endsWith("Configurer") || name.endsWith("Customizer")));
	}

	// the type of a parameter may be a type variable of the interface
	private static boolean declares(Class<?> type, Method method) {
		return Arrays.stream(type.getMethods())
			.anyMatch((declared) -> declared.getName().equals(method.getName())
					&& declared.getParameterCount() == method.getParameterCount());
	}

	/**
	 * Requires that callers reach an annotated method through the proxy of its bean.
	 * @param guarded the annotated method
	 * @param annotation the annotation, for messages
	 * @throws io.github.zkspring.client.InvalidZkMethodException when the container calls
	 * it on the object itself
	 */
	static void requireCalledThroughProxy(BeanMethod guarded, String annotation) {
		Method method = guarded.method();
		String reason = annotationOfContainer(method);
		if (reason == null) {
			reason = interfaceOfContainer(guarded);
		}
		if (reason != null) {
			throw guarded.invalid(
					"the container calls the method on the object itself (%s) and not through its proxy, so %s would have no effect"
						.formatted(reason, annotation),
					"Move the guarded work to another method, and call that through the bean.");
		}
	}

	private static @Nullable String annotationOfContainer(Method method) {
		return Arrays.stream(method.getAnnotations())
			.map(Annotation::annotationType)
			.filter((type) -> CALLED_ON_TARGET.contains(type.getName())
					|| AnnotatedElementUtils.hasMetaAnnotationTypes(type, Bean.class)
					|| AnnotatedElementUtils.hasMetaAnnotationTypes(type, Autowired.class))
			.map((type) -> "@" + type.getSimpleName())
			.findFirst()
			.orElse(null);
	}

	private static @Nullable String interfaceOfContainer(BeanMethod guarded) {
		return ClassUtils.getAllInterfacesForClassAsSet(guarded.beanType())
			.stream()
			.filter((type) -> type == InitializingBean.class || type == DisposableBean.class
					|| (Aware.class.isAssignableFrom(type) && type.getName().startsWith("org.springframework.")))
			.filter((type) -> declares(type, guarded.method()))
			.map(Class::getSimpleName)
			.findFirst()
			.orElse(null);
	}

}
