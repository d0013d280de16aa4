package io.github.zkspring.guard;

import java.util.ArrayList;
import java.util.List;

/**
 * Guard that counts the calls that pass it.
 */
class CountingPostProcessor extends GuardPostProcessor<Counted, String> {

	private final List<String> calls;

	CountingPostProcessor() {
		this(new ArrayList<>());
	}

	private CountingPostProcessor(List<String> calls) {
		super(new GuardAnnotation<>(Counted.class, (method, annotation) -> {
			SkipPolicy.of(method, true, "Counted");
			return method.method().getName();
		}), (invocation, method) -> {
			calls.add(method);
			return invocation.proceed();
		});
		this.calls = calls;
		setProxyTargetClass(true);
		setAdviceOrder(HIGHEST_PRECEDENCE + 100);
		setOrder(LOWEST_PRECEDENCE - 1);
	}

	/**
	 * Returns the names of the guarded methods that were called.
	 */
	List<String> calls() {
		return this.calls;
	}

}
