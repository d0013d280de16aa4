package io.github.zkspring.guard;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;

/**
 * The guarded methods of a type.
 *
 * @param <T> the description of a guarded method
 */
public final class GuardedMethods<T> {

	private final Class<?> target;

	private final Map<Method, T> methods;

	private final Map<Method, Optional<T>> byInvokedMethod = new ConcurrentHashMap<>();

	GuardedMethods(Class<?> target, Map<Method, T> methods) {
		this.target = target;
		this.methods = methods;
	}

	/**
	 * Returns whether no method is guarded.
	 * @return {@code true} if there is none
	 */
	public boolean isEmpty() {
		return this.methods.isEmpty();
	}

	Set<Method> methods() {
		return this.methods.keySet();
	}

	/**
	 * Returns the descriptions of all guarded methods.
	 * @return the descriptions
	 */
	public Collection<T> descriptions() {
		return this.methods.values();
	}

	/**
	 * Finds the description of an invoked method.
	 * @param invoked the method of the class or of an interface
	 * @return the description, {@code null} when the method is not guarded
	 */
	public @Nullable T find(Method invoked) {
		Optional<T> found = this.byInvokedMethod.get(invoked);
		if (found == null) {
			found = resolve(invoked);
			this.byInvokedMethod.put(invoked, found);
		}
		return found.orElse(null);
	}

	private Optional<T> resolve(Method invoked) {
		T found = this.methods.get(AopUtils.getMostSpecificMethod(invoked, this.target));
		return Optional.ofNullable((found != null) ? found : this.methods.get(invoked));
	}

}
