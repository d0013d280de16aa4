package io.github.zkspring.discovery;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

import io.github.zkspring.annotation.AnnotatedMethods;
import io.github.zkspring.client.InvalidZkMethodException;

import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

/**
 * A method to call with the instances of a service, on a bean that is looked up with the
 * first call.
 *
 * @param service the name of the service
 * @param beanName the name of the bean
 * @param method the annotated method
 * @param bean gives the bean
 */
record ServiceWatchMethod(String service, String beanName, Method method, Supplier<Object> bean) {

	/**
	 * Refuse what cannot be called.
	 * @return this method
	 * @throws InvalidZkMethodException when a parameter is of a type that nothing fits
	 */
	ServiceWatchMethod validate() {
		for (int index = 0; index < this.method.getParameterCount(); index++) {
			ResolvableType type = ResolvableType.forMethodParameter(this.method, index);
			if (type.resolve() != ServiceEvent.class && !isInstances(type)) {
				throw new InvalidZkMethodException(this.beanName, this.method,
						"nothing fits a parameter of type %s".formatted(type),
						"Take List<ServiceInstance> or ServiceEvent, in any number.");
			}
		}
		return this;
	}

	private static boolean isInstances(ResolvableType type) {
		Class<?> collection = type.resolve();
		return (collection == List.class || collection == Collection.class)
				&& type.getGeneric().resolve() == ServiceInstance.class;
	}

	void call(ServiceEvent event) throws Throwable {
		Object target = this.bean.get();
		Method callable = AnnotatedMethods.invocable(this.beanName, this.method, target.getClass());
		ReflectionUtils.makeAccessible(callable);
		Object[] arguments = Arrays.stream(callable.getParameterTypes())
			.map((type) -> (type == ServiceEvent.class) ? event : event.instances())
			.toArray();
		try {
			callable.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	@Override
	public String toString() {
		return "bean '%s', method '%s'".formatted(this.beanName, this.method.getName());
	}

}
