package io.github.zkspring.annotation;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.expression.Expression;
import org.springframework.expression.ExpressionParser;
import org.springframework.expression.ParseException;
import org.springframework.expression.ParserContext;
import org.springframework.expression.common.CompositeStringExpression;
import org.springframework.expression.common.LiteralExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.util.Assert;

/**
 * Resolves the values of annotations: <code>${…}</code> from the configuration, and
 * <code>#{…}</code> in the annotation itself. An expression inside a configuration value
 * is text and is not evaluated, so that write access to the configuration does not allow
 * code execution.
 */
public class AnnotationValues {

	private static final ExpressionParser PARSER = new SpelExpressionParser();

	private final ConfigurableBeanFactory beanFactory;

	/**
	 * Creates a resolver.
	 * @param beanFactory the bean factory with the configuration
	 */
	public AnnotationValues(ConfigurableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Resolves a text.
	 * @param text the text of the annotation
	 * @return the resolved text
	 * @throws IllegalArgumentException when a placeholder has no value, or an expression
	 * cannot be evaluated
	 */
	public String resolve(String text) {
		BeanExpressionResolver resolver = this.beanFactory.getBeanExpressionResolver();
		if (resolver == null || !text.contains("#{")) {
			return placeholders(text);
		}
		return parts(text)
			.map((part) -> (part instanceof LiteralExpression) ? placeholders(part.getExpressionString())
					: evaluate(resolver, part.getExpressionString()))
			.collect(Collectors.joining());
	}

	/**
	 * Resolves the placeholders of a text, and nothing else.
	 * @param text the text
	 * @return the resolved text
	 * @throws IllegalArgumentException when a placeholder has no value
	 */
	public String placeholders(String text) {
		return Objects.requireNonNullElse(this.beanFactory.resolveEmbeddedValue(text), "");
	}

	private String evaluate(BeanExpressionResolver resolver, String expression) {
		Assert.isTrue(!expression.contains("${"),
				() -> "'#{%s}' must not contain a placeholder: put it outside of the expression, or read environment['…']"
					.formatted(expression));
		try {
			return Objects.toString(
					resolver.evaluate("#{" + expression + "}", new BeanExpressionContext(this.beanFactory, null)), "");
		}
		catch (BeansException ex) {
			throw new IllegalArgumentException("'#{%s}' cannot be evaluated".formatted(expression), ex);
		}
	}

	/**
	 * Splits a text with <code>#{…}</code> into its parts.
	 * @param text the text
	 * @return literals and expressions, in their order
	 * @throws IllegalArgumentException if it contains an invalid expression
	 */
	public static Stream<Expression> parts(String text) {
		try {
			Expression parsed = PARSER.parseExpression(text, ParserContext.TEMPLATE_EXPRESSION);
			return (parsed instanceof CompositeStringExpression composite) ? Arrays.stream(composite.getExpressions())
					: Stream.of(parsed);
		}
		catch (ParseException ex) {
			throw new IllegalArgumentException(
					"'%s' is not a valid expression: %s".formatted(text, ex.getSimpleMessage()), ex);
		}
	}

}
