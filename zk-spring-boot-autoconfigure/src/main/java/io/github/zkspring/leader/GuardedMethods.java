package io.github.zkspring.leader;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkspring.client.AnnotatedMethods;
import io.github.zkspring.client.AnnotationValues;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The guarded methods by class, read from their annotations once and checked.
 */
class GuardedMethods {

	private final ElectionNames names;

	private final Map<Class<?>, Map<Method, GuardedMethod>> byClass = new ConcurrentHashMap<>();

	GuardedMethods(AnnotationValues values) {
		this.names = new ElectionNames(values);
	}

	/**
	 * Read and check all guarded methods of a bean.
	 * @param beanName the name of the bean
	 * @param type its class, below all proxies
	 * @return what their annotations say
	 */
	Collection<GuardedMethod> register(String beanName, Class<?> type) {
		return this.byClass.computeIfAbsent(type, (key) -> {
			Map<Method, GuardedMethod> methods = new ConcurrentHashMap<>();
			ReflectionUtils.doWithMethods(type, (method) -> {
				GuardedMethod guarded = read(beanName, method, type);
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
	Map<Method, GuardedMethod> of(Class<?> type) {
		return this.byClass.getOrDefault(type, Map.of());
	}

	/**
	 * Find what was registered for a call.
	 * @param called the method that was called, of the class or of an interface
	 * @param type the class of the target
	 * @return what its annotation says, {@code null} when it has none
	 */
	@Nullable GuardedMethod find(Method called, Class<?> type) {
		Map<Method, GuardedMethod> methods = of(type);
		GuardedMethod guarded = methods.get(called);
		return (guarded != null) ? guarded : methods.get(AopUtils.getMostSpecificMethod(called, type));
	}

	private @Nullable GuardedMethod read(String beanName, Method method, Class<?> type) {
		LeaderOnly annotation = AnnotatedElementUtils.findMergedAnnotation(method, LeaderOnly.class);
		if (annotation == null) {
			annotation = AnnotatedElementUtils.findMergedAnnotation(type, LeaderOnly.class);
			int modifiers = method.getModifiers();
			if (annotation == null || Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers)) {
				return null;
			}
		}
		AnnotatedMethods.requireOverridable(beanName, method);
		return new GuardedMethod(this.names.resolve(beanName, method, annotation.value()), annotation.interruptOnLoss(),
				FollowerResult.of(beanName, method, annotation.otherwise()));
	}

}
