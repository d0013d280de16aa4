package io.github.zkspring.watch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import io.github.zkspring.annotation.AnnotatedMethods;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Calls the method of a bean, through the bean's proxy. The bean is looked up with the
 * first call, so that a lazy bean stays lazy until then.
 *
 * @param <E> the kind of event
 */
class MethodCall<E> implements WatchCall<E> {

	private final WatchEndpoint.Target target;

	private final WatchArguments<E> arguments;

	private final BeanFactory beanFactory;

	private volatile @Nullable Bound bound;

	MethodCall(WatchEndpoint.Target target, WatchArguments<E> arguments, BeanFactory beanFactory) {
		this.target = target;
		this.arguments = arguments;
		this.beanFactory = beanFactory;
	}

	@Override
	public boolean call(E event) throws Throwable {
		Bound method = this.bound;
		if (method == null) {
			method = bind();
			this.bound = method;
		}
		try {
			return !Boolean.FALSE.equals(method.method().invoke(method.bean(), this.arguments.resolve(event)));
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private Bound bind() {
		Object bean = this.beanFactory.getBean(this.target.beanName());
		Method method = AnnotatedMethods.invocable(this.target.beanName(), this.target.method(), bean.getClass());
		ReflectionUtils.makeAccessible(method);
		return new Bound(bean, method);
	}

	@Override
	public String toString() {
		return "bean '%s', method '%s'".formatted(this.target.beanName(),
				ClassUtils.getQualifiedMethodName(this.target.method()));
	}

	/**
	 * A method and the object to call it on.
	 *
	 * @param bean the bean, or its proxy
	 * @param method the method to call on it
	 */
	private record Bound(Object bean, Method method) {

	}

}
