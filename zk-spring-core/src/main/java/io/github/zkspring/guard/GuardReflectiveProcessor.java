package io.github.zkspring.guard;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;
import org.springframework.util.ReflectionUtils;

/**
 * Registers guarded methods for reflection in a native image: proxies invoke them
 * reflectively. An annotation on a type guards all of its methods.
 */
public class GuardReflectiveProcessor implements ReflectiveProcessor {

	@Override
	public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
		if (element instanceof Method method) {
			register(hints, method);
		}
		else if (element instanceof Class<?> type) {
			ReflectionUtils.doWithMethods(type, (method) -> register(hints, method),
					(method) -> !Modifier.isPrivate(method.getModifiers()) && !Modifier.isStatic(method.getModifiers())
							&& method.getDeclaringClass() != Object.class);
		}
	}

	/**
	 * Registers one method.
	 * @param hints the hints to add to
	 * @param method the guarded method
	 */
	protected void register(ReflectionHints hints, Method method) {
		hints.registerMethod(method, ExecutableMode.INVOKE);
	}

}
