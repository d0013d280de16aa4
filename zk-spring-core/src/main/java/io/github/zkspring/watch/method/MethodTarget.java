package io.github.zkspring.watch.method;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import io.github.zkspring.annotation.AnnotatedBeans;
import io.github.zkspring.watch.delivery.WatchTarget;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ReflectionUtils;

/**
 * Invokes an annotated method through the proxy of its bean. The bean is looked up with
 * the first event, so that a lazy bean stays lazy until then.
 *
 * @param <E> the kind of event
 */
class MethodTarget<E> implements WatchTarget<E> {

	private final WatchMethod method;

	private final WatchArguments<E> arguments;

	private final BeanFactory beanFactory;

	private volatile @Nullable Invocable invocable;

	MethodTarget(WatchMethod method, WatchArguments<E> arguments, BeanFactory beanFactory) {
		this.method = method;
		this.arguments = arguments;
		this.beanFactory = beanFactory;
	}

	@Override
	public boolean invoke(E event) throws Throwable {
		Invocable resolved = this.invocable;
		if (resolved == null) {
			resolved = resolve();
			this.invocable = resolved;
		}
		try {
			return !Boolean.FALSE.equals(resolved.method().invoke(resolved.bean(), this.arguments.resolve(event)));
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private Invocable resolve() {
		Object bean = this.beanFactory.getBean(this.method.beanName());
		Method invoked = AnnotatedBeans.invocable(this.method.beanName(), this.method.method(), bean.getClass());
		ReflectionUtils.makeAccessible(invoked);
		return new Invocable(bean, invoked);
	}

	@Override
	public String toString() {
		return this.method.toString();
	}

	/**
	 * A method and the object to invoke it on.
	 *
	 * @param bean the bean, or its proxy
	 * @param method the method of that object
	 */
	private record Invocable(Object bean, Method method) {

	}

}
