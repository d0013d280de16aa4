package io.github.zkspring.annotation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.Scope;

/**
 * A scope whose objects can be replaced.
 */
class RefreshableScope implements Scope {

	static final String NAME = "refreshable";

	private final ConcurrentMap<String, Object> objects = new ConcurrentHashMap<>();

	private final Map<String, Runnable> callbacks = new ConcurrentHashMap<>();

	boolean synchronous = true;

	@Override
	public Object get(String name, ObjectFactory<?> objectFactory) {
		if (this.synchronous) {
			synchronized (this) {
				return getOrCreate(name, objectFactory);
			}
		}
		return getOrCreate(name, objectFactory);
	}

	private Object getOrCreate(String name, ObjectFactory<?> objectFactory) {
		Object known = this.objects.get(name);
		if (known == null) {
			known = objectFactory.getObject();
			this.objects.put(name, known);
		}
		return known;
	}

	@Nullable Object current(String name) {
		return this.objects.get(name);
	}

	@Override
	public @Nullable Object remove(String name) {
		return this.objects.remove(name);
	}

	@Override
	public void registerDestructionCallback(String name, Runnable callback) {
		this.callbacks.put(name, callback);
	}

	/**
	 * Destroys all objects.
	 */
	void refresh() {
		this.objects.clear();
		runCallbacks();
	}

	/**
	 * Runs the destruction callbacks before the objects are removed.
	 */
	void refreshLate() throws InterruptedException {
		runCallbacks();
		Thread.currentThread().join(200);
		this.objects.clear();
	}

	private void runCallbacks() {
		List<Runnable> due = List.copyOf(this.callbacks.values());
		this.callbacks.clear();
		due.forEach(Runnable::run);
	}

	/**
	 * Forgets all objects without their destruction callbacks.
	 */
	void drop() {
		this.callbacks.clear();
		this.objects.clear();
	}

	/**
	 * Registers the scope.
	 */
	static class Registration implements BeanFactoryPostProcessor {

		final RefreshableScope scope = new RefreshableScope();

		@Override
		public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
			beanFactory.registerScope(NAME, this.scope);
		}

	}

}
