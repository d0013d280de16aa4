package io.github.zkspring.lock;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.guard.GuardReflectiveProcessor;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;
import org.springframework.expression.common.LiteralExpression;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.ConstructorReference;
import org.springframework.expression.spel.ast.TypeReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.support.SimpleEvaluationContext;
import org.springframework.util.Assert;

/**
 * The name of a lock with expressions over the arguments of a method. Only the text of
 * the annotation is parsed. Each evaluated value becomes part of one path segment.
 */
final class LockNameExpression {

	private final List<Expression> parts;

	private final Method method;

	/** The names of the variables, with the indexes of their arguments. */
	private final Map<String, Integer> variables;

	private final String text;

	private LockNameExpression(List<Expression> parts, Method method, Map<String, Integer> variables) {
		this.parts = parts;
		this.method = method;
		this.variables = variables;
		this.text = parts.stream()
			.map((part) -> (part instanceof LiteralExpression) ? part.getExpressionString()
					: "#{" + part.getExpressionString() + "}")
			.collect(Collectors.joining());
	}

	/**
	 * Parses and validates a name.
	 * @param text the text of the annotation
	 * @param method the annotated method
	 * @param values resolves placeholders
	 * @return the expression
	 * @throws IllegalArgumentException when it can never evaluate to a valid name
	 */
	static LockNameExpression parse(String text, Method method, AnnotationValues values) {
		Assert.hasText(text, "a lock needs a name");
		List<Expression> parts = AnnotationValues.parts(text)
			.map((part) -> (part instanceof LiteralExpression)
					? (Expression) new LiteralExpression(values.placeholders(part.getExpressionString())) : part)
			.toList();
		Map<String, Integer> variables = variables(method);
		Set<String> known = new TreeSet<>(Set.of("root", "this"));
		known.addAll(variables.keySet());
		parts.forEach((part) -> validate(part, known));
		LockNames.validate(parts.stream()
			.map((part) -> (part instanceof LiteralExpression) ? part.getExpressionString() : "0")
			.collect(Collectors.joining()));
		return new LockNameExpression(parts, method, variables);
	}

	private static void validate(Expression part, Set<String> variables) {
		if (part instanceof SpelExpression expression) {
			Assert.isTrue(!part.getExpressionString().contains("${"),
					() -> "'#{%s}' must not contain a placeholder".formatted(part.getExpressionString()));
			validate(expression.getAST(), variables);
		}
	}

	private static void validate(SpelNode node, Set<String> variables) {
		boolean accessesOtherObjects = node instanceof TypeReference || node instanceof BeanReference
				|| node instanceof ConstructorReference;
		Assert.isTrue(!accessesOtherObjects,
				() -> "'%s' is neither an argument nor a part of one".formatted(node.toStringAST()));
		// the node holds only the name of the variable: an index or a property is a child
		Assert.isTrue(!(node instanceof VariableReference) || variables.contains(node.toStringAST().substring(1)),
				() -> "'%s' is not an argument of the method; available are %s".formatted(node.toStringAST(),
						variables.stream().map((name) -> "#" + name).toList()));
		for (int index = 0; index < node.getChildCount(); index++) {
			validate(node.getChild(index), variables);
		}
	}

	private static Map<String, Integer> variables(Method method) {
		@Nullable String @Nullable [] names = new DefaultParameterNameDiscoverer().getParameterNames(method);
		Map<String, Integer> variables = new HashMap<>();
		for (int index = 0; index < method.getParameterCount(); index++) {
			variables.put("p" + index, index);
			variables.put("a" + index, index);
			String name = (names != null) ? names[index] : null;
			if (name != null) {
				variables.put(name, index);
			}
		}
		return variables;
	}

	/**
	 * Returns the name before evaluation.
	 * @return the text of the annotation, with placeholders resolved
	 */
	String text() {
		return this.text;
	}

	/**
	 * Evaluates the name for one invocation.
	 * @param target the bean, {@code null} for a proxy without a target
	 * @param arguments the arguments
	 * @return the name
	 * @throws IllegalArgumentException when a value cannot be part of a name; the message
	 * never contains the value
	 */
	String evaluate(@Nullable Object target, @Nullable Object[] arguments) {
		EvaluationContext context = SimpleEvaluationContext.forReadOnlyDataBinding()
			.withInstanceMethods()
			.withRootObject(new Root(this.method, target, arguments))
			.build();
		this.variables.forEach((name, index) -> context.setVariable(name, arguments[index]));
		return LockNames
			.validate(this.parts.stream().map((part) -> evaluate(part, context)).collect(Collectors.joining()));
	}

	private String evaluate(Expression part, EvaluationContext context) {
		if (part instanceof LiteralExpression literal) {
			return literal.getExpressionString();
		}
		try {
			return LockNames.segment(part.getValue(context));
		}
		catch (EvaluationException | IllegalArgumentException ex) {
			throw new IllegalArgumentException("The lock name of %s.%s is invalid: '#{%s}' %s".formatted(
					this.method.getDeclaringClass().getName(), this.method.getName(), part.getExpressionString(),
					(ex instanceof EvaluationException) ? "cannot be evaluated" : ex.getMessage()), ex);
		}
	}

	/**
	 * Registers locked methods for reflection in a native image, and the types that their
	 * lock names access: the arguments and the root object of the expressions.
	 */
	static class ReflectiveProcessor extends GuardReflectiveProcessor {

		private final BindingReflectionHintsRegistrar arguments = new BindingReflectionHintsRegistrar();

		@Override
		protected void register(ReflectionHints hints, Method method) {
			super.register(hints, method);
			hints.registerType(Root.class, MemberCategory.INVOKE_PUBLIC_METHODS);
			this.arguments.registerReflectionHints(hints, method.getGenericParameterTypes());
		}

	}

	/**
	 * The {@code #root} object of expressions. Public for expressions only.
	 *
	 * @param method the invoked method
	 * @param target the bean itself, not its proxy; {@code null} for a proxy without a
	 * target
	 * @param args the arguments of the invocation
	 */
	public record Root(Method method, @Nullable Object target, @Nullable Object[] args) {

	}

}
