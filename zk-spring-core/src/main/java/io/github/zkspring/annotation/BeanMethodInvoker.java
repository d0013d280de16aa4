package io.github.zkspring.annotation;

import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.Scope;
import org.springframework.util.ReflectionUtils;

/**
 * Invokes an annotated method through the proxy of its bean. The bean is looked up for
 * each invocation, so that a lazy bean stays lazy until the first one, and the method is
 * the one of the object that is called. A mock is not called.
 *
 * <p>
 * For a scoped proxy the invoker remembers the target of the last invocation. Another
 * target, which the scope created in its place, has not seen what was delivered so far.
 * <p>
 * Internal, not part of the API for applications.
 */
public final class BeanMethodInvoker {

	private final ConfigurableListableBeanFactory beanFactory;

	private final BeanMethod method;

	private final @Nullable ScopedTargets targets;

	private volatile @Nullable Invocable invocable;

	private volatile @Nullable Target last;

	private volatile boolean checkDue;

	/**
	 * Creates an invoker.
	 * @param beanFactory contains the bean
	 * @param method the method
	 * @param targets observes the targets of scoped proxies, {@code null} if the bean is
	 * not a scoped proxy
	 */
	BeanMethodInvoker(ConfigurableListableBeanFactory beanFactory, BeanMethod method, @Nullable ScopedTargets targets) {
		this.beanFactory = beanFactory;
		this.method = method;
		this.targets = targets;
	}

	/**
	 * Sets a callback for a possible replacement of the target of a scoped proxy.
	 * @param callback called on any thread; must not block, and leads to a call of
	 * {@link #isReplaced()}
	 */
	public void onReplacement(Runnable callback) {
		if (this.targets != null) {
			this.targets.addListener(targetName(), () -> {
				this.checkDue = true;
				callback.run();
			});
		}
	}

	/**
	 * Returns whether the target of a scoped proxy was replaced since the last
	 * invocation, within the same conversation of its scope. Creates the new target.
	 * Called by the invoking thread.
	 * @return {@code true} if the next invocation calls a new target
	 */
	public boolean isReplaced() {
		Target called = this.last;
		if (!this.checkDue || this.targets == null || called == null) {
			return false;
		}
		this.checkDue = false;
		if (!Objects.equals(called.conversation(), conversation())) {
			return false;
		}
		try {
			return this.targets.getForComparison(targetName()) != called.object().get();
		}
		catch (RuntimeException | Error ex) {
			// the invocation reports it
			return true;
		}
	}

	/**
	 * Invokes the method.
	 * @param arguments the arguments
	 * @return what it returns, {@code null} if the bean is a mock
	 * @throws Throwable if the method throws it, or the bean cannot be created
	 */
	public @Nullable Object invoke(@Nullable Object... arguments) throws Throwable {
		Object bean = this.beanFactory.getBean(this.method.beanName());
		Object called = bean;
		if (this.targets != null) {
			called = this.beanFactory.getBean(targetName());
			this.last = new Target(new WeakReference<>(called), conversation());
		}
		if (Mocks.isMock(called)) {
			return null;
		}
		try {
			return invocable(bean.getClass()).invoke(bean, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private Method invocable(Class<?> type) {
		Invocable known = this.invocable;
		if (known == null || known.type() != type) {
			Method found = AnnotatedBeans.invocable(this.method, type);
			ReflectionUtils.makeAccessible(found);
			known = new Invocable(type, found);
			this.invocable = known;
		}
		return known.method();
	}

	private String targetName() {
		return ScopedProxyUtils.getTargetBeanName(this.method.beanName());
	}

	private @Nullable String conversation() {
		String name = this.beanFactory.getMergedBeanDefinition(targetName()).getScope();
		Scope scope = (name != null) ? this.beanFactory.getRegisteredScope(name) : null;
		try {
			return (scope != null) ? scope.getConversationId() : null;
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	@Override
	public String toString() {
		return this.method.toString();
	}

	/**
	 * The method of a type of objects.
	 *
	 * @param type the type
	 * @param method the method to invoke on an object of the type
	 */
	private record Invocable(Class<?> type, Method method) {

	}

	/**
	 * The target of the last invocation.
	 *
	 * @param object the target
	 * @param conversation the conversation of its scope, {@code null} if the scope has no
	 * conversations
	 */
	private record Target(WeakReference<Object> object, @Nullable String conversation) {

	}

}
