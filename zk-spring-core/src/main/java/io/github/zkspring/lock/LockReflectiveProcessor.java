package io.github.zkspring.lock;

import java.lang.reflect.Method;

import io.github.zkspring.guard.GuardReflectiveProcessor;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;

/**
 * Keeps locked methods reachable in a native image, and what the name of a lock reads by
 * reflection: the arguments of the call, and the call itself.
 */
class LockReflectiveProcessor extends GuardReflectiveProcessor {

	private final BindingReflectionHintsRegistrar arguments = new BindingReflectionHintsRegistrar();

	@Override
	protected void register(ReflectionHints hints, Method method) {
		super.register(hints, method);
		hints.registerType(LockedCall.class, MemberCategory.INVOKE_PUBLIC_METHODS);
		this.arguments.registerReflectionHints(hints, method.getGenericParameterTypes());
	}

}
