package io.github.zkspring.lock;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;
import org.springframework.expression.common.LiteralExpression;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

/**
 * The name of a lock with expressions over the arguments of a method. The text of the
 * annotation alone is parsed; each value becomes part of one segment.
 */
final class LockNameExpression {

	private final List<Expression> parts;

	private final Method method;

	private final List<String> parameters;

	private final String text;

	/**
	 * Create an expression.
	 * @param parts literals and checked expressions, in their order
	 * @param method the method whose arguments they are about
	 */
	LockNameExpression(List<Expression> parts, Method method) {
		this.parts = parts;
		this.method = method;
		this.parameters = parameters(method);
		this.text = parts.stream()
			.map((part) -> (part instanceof LiteralExpression) ? part.getExpressionString()
					: "#{" + part.getExpressionString() + "}")
			.collect(Collectors.joining());
	}

	/**
	 * The names of the parameters of a method, as far as the compiler has kept them.
	 * @param method the method
	 * @return the names, none when they are not known
	 */
	static List<String> parameters(Method method) {
		@Nullable String @Nullable [] names = new DefaultParameterNameDiscoverer().getParameterNames(method);
		if (names == null) {
			return List.of();
		}
		return Arrays.stream(names).map((name) -> Objects.requireNonNullElse(name, "")).toList();
	}

	/**
	 * The name of the lock for one call.
	 * @param target the bean
	 * @param arguments the arguments
	 * @return the name
	 * @throws IllegalArgumentException when a value cannot be part of a name; says which,
	 * and never what it is
	 */
	String name(Object target, @Nullable Object[] arguments) {
		EvaluationContext context = SimpleEvaluationContext.forReadOnlyDataBinding()
			.withInstanceMethods()
			.withRootObject(new LockedCall(this.method, target, arguments))
			.build();
		for (int index = 0; index < arguments.length; index++) {
			context.setVariable("p" + index, arguments[index]);
			context.setVariable("a" + index, arguments[index]);
			if (index < this.parameters.size()) {
				context.setVariable(this.parameters.get(index), arguments[index]);
			}
		}
		return LockNames
			.validate(this.parts.stream().map((part) -> segment(part, context)).collect(Collectors.joining()));
	}

	/**
	 * The name before arguments go into it.
	 * @return the text of the annotation, with placeholders resolved
	 */
	String text() {
		return this.text;
	}

	private String segment(Expression part, EvaluationContext context) {
		if (part instanceof LiteralExpression literal) {
			return literal.getExpressionString();
		}
		try {
			return LockNames.segment(part.getValue(context));
		}
		catch (EvaluationException | IllegalArgumentException ex) {
			throw new IllegalArgumentException("The lock of %s.%s has no name: '#{%s}' %s".formatted(
					this.method.getDeclaringClass().getName(), this.method.getName(), part.getExpressionString(),
					(ex instanceof EvaluationException) ? "cannot be evaluated" : ex.getMessage()), ex);
		}
	}

}
