package io.github.zkspring.annotation;

import java.lang.reflect.Method;
import java.util.Objects;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Detects mocks of Mockito, which tests register as beans. A mock has the annotations of
 * its class, but its calls belong to the test. A spy is not a mock, because it runs the
 * methods of the bean. Mockito is not required.
 * <p>
 * Internal, not part of the API for applications.
 */
public final class Mocks {

	private static final Log logger = LogFactory.getLog(Mocks.class);

	private static final @Nullable Class<?> MOCKITO = load("org.mockito.Mockito");

	private Mocks() {
	}

	private static @Nullable Class<?> load(String name) {
		@Nullable ClassLoader classLoader = Mocks.class.getClassLoader();
		return ClassUtils.isPresent(name, classLoader) ? ClassUtils.resolveClassName(name, classLoader) : null;
	}

	/**
	 * Returns whether an object is a mock, or a proxy of a mock.
	 * @param bean the object
	 * @return {@code true} for a mock, {@code false} for a spy and for any other object
	 */
	public static boolean isMock(Object bean) {
		if (MOCKITO == null) {
			return false;
		}
		Object target = bean;
		for (Object next = bean; next != null; next = AopProxyUtils.getSingletonTarget(next)) {
			target = next;
		}
		try {
			return isMock(MOCKITO, target);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("Mockito is present, but does not work: no object is considered a mock", ex);
			return false;
		}
	}

	private static boolean isMock(Class<?> mockito, Object object) {
		Method method = ClassUtils.getMethod(mockito, "mockingDetails", Object.class);
		Object details = ReflectionUtils.invokeMethod(method, null, object);
		Class<?> type = method.getReturnType();
		return Boolean.TRUE.equals(get(type, details, "isMock")) && !Boolean.TRUE.equals(get(type, details, "isSpy"))
				&& !isDelegate(type, details);
	}

	// Spring spies the proxy of an interface with a mock that delegates to the proxy
	private static boolean isDelegate(Class<?> type, @Nullable Object details) {
		Method settings = ClassUtils.getMethod(type, "getMockCreationSettings");
		Object answer = get(settings.getReturnType(), ReflectionUtils.invokeMethod(settings, details),
				"getDefaultAnswer");
		return answer != null && answer.getClass().getSimpleName().equals("ForwardsInvocations");
	}

	private static @Nullable Object get(Class<?> type, @Nullable Object object, String getter) {
		return ReflectionUtils.invokeMethod(ClassUtils.getMethod(type, getter), Objects.requireNonNull(object));
	}

}
