package io.github.zkspring.lock;

import java.lang.reflect.Method;

import io.github.zkspring.guard.GuardReflectiveProcessor;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;

/**
 * Registers locked methods for reflection in a native image, and the types that their
 * lock names access: the arguments and the root object of the expressions.
 */
class LockReflectiveProcessor extends GuardReflectiveProcessor {

	private final BindingReflectionHintsRegistrar arguments = new BindingReflectionHintsRegistrar();

	@Override
	protected void register(ReflectionHints hints, Method method) {
		super.register(hints, method);
		hints.registerType(LockNameRoot.class, MemberCategory.INVOKE_PUBLIC_METHODS);
		this.arguments.registerReflectionHints(hints, method.getGenericParameterTypes());
	}

}
