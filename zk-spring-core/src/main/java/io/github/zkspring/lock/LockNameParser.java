package io.github.zkspring.lock;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.zkspring.annotation.AnnotationValues;

import org.springframework.expression.Expression;
import org.springframework.expression.common.LiteralExpression;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.ConstructorReference;
import org.springframework.expression.spel.ast.TypeReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.util.Assert;

/**
 * Reads the names of locks in annotations, and refuses at the start what could only fail
 * later.
 */
class LockNameParser {

	private final AnnotationValues values;

	LockNameParser(AnnotationValues values) {
		this.values = values;
	}

	/**
	 * Read a name.
	 * @param text the text of the annotation
	 * @param method the annotated method
	 * @return the name
	 * @throws IllegalArgumentException when it can never name a lock
	 */
	LockNameExpression parse(String text, Method method) {
		Assert.hasText(text, "a lock needs a name");
		List<Expression> parts = AnnotationValues.parts(text).map(this::resolve).toList();
		parts.forEach((part) -> check(part, method));
		LockNames.validate(parts.stream()
			.map((part) -> (part instanceof LiteralExpression) ? part.getExpressionString() : "0")
			.collect(Collectors.joining()));
		return new LockNameExpression(parts, method);
	}

	private Expression resolve(Expression part) {
		return (part instanceof LiteralExpression)
				? new LiteralExpression(this.values.placeholders(part.getExpressionString())) : part;
	}

	private static void check(Expression part, Method method) {
		if (part instanceof SpelExpression expression) {
			Assert.isTrue(!part.getExpressionString().contains("${"),
					() -> "'#{%s}' must not contain a placeholder".formatted(part.getExpressionString()));
			check(expression.getAST(), variables(method));
		}
	}

	private static void check(SpelNode node, Set<String> variables) {
		boolean reachesOut = node instanceof TypeReference || node instanceof BeanReference
				|| node instanceof ConstructorReference;
		Assert.isTrue(!reachesOut, () -> "'%s' is neither an argument nor a part of one".formatted(node.toStringAST()));
		// the name alone: an index or a property is a node of its own
		Assert.isTrue(!(node instanceof VariableReference) || variables.contains(node.toStringAST().substring(1)),
				() -> "'%s' is no argument of the method; there are %s".formatted(node.toStringAST(),
						variables.stream().sorted().map((name) -> "#" + name).toList()));
		for (int index = 0; index < node.getChildCount(); index++) {
			check(node.getChild(index), variables);
		}
	}

	private static Set<String> variables(Method method) {
		Set<String> variables = new HashSet<>(Set.of("root", "this"));
		variables.addAll(LockNameExpression.parameters(method));
		for (int index = 0; index < method.getParameterCount(); index++) {
			variables.add("p" + index);
			variables.add("a" + index);
		}
		return variables;
	}

}
