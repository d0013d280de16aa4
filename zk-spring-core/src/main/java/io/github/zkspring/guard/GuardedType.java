package io.github.zkspring.guard;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.util.ClassUtils;

/**
 * The types that declare the methods of a bean: the class of the application behind all
 * proxies and generated subclasses, and the interfaces that a proxy implements without
 * it, such as the interface of an HTTP client or of a repository.
 *
 * @param target the class, {@link Object} for a proxy without a target
 * @param interfaces the interfaces that the class does not implement
 */
record GuardedType(Class<?> target, List<Class<?>> interfaces) {

	static GuardedType of(Class<?> type) {
		return new GuardedType(ClassUtils.getUserClass(type), List.of());
	}

	static GuardedType of(Object bean) {
		Class<?> target = ClassUtils.getUserClass(AopProxyUtils.ultimateTargetClass(bean));
		if (!Proxy.isProxyClass(bean.getClass())) {
			return new GuardedType(target, List.of());
		}
		Class<?> implementation = Proxy.isProxyClass(target) ? Object.class : target;
		return new GuardedType(implementation,
				Arrays.stream(bean.getClass().getInterfaces())
					.filter((type) -> !type.isAssignableFrom(implementation))
					.toList());
	}

}
