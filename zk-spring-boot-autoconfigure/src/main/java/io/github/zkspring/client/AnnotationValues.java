package io.github.zkspring.client;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * Resolves the texts of annotations: <code>${…}</code> from the configuration, and
 * <code>#{…}</code> where the annotation itself says so. An expression that comes out of
 * a configuration value is text, and is not evaluated: who may write a value may not run
 * code.
 */
public class AnnotationValues {

	private final ConfigurableBeanFactory beanFactory;

	/**
	 * Create a resolver.
	 * @param beanFactory knows the configuration
	 */
	public AnnotationValues(ConfigurableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Resolve a text.
	 * @param text the text of the annotation
	 * @return the resolved text
	 * @throws IllegalArgumentException when a placeholder has no value
	 */
	public String resolve(String text) {
		String resolved = Objects.requireNonNullElse(this.beanFactory.resolveEmbeddedValue(text), "");
		BeanExpressionResolver resolver = this.beanFactory.getBeanExpressionResolver();
		if (resolver == null || !text.contains("#{")) {
			return resolved;
		}
		@Nullable Object value = resolver.evaluate(resolved, new BeanExpressionContext(this.beanFactory, null));
		return Objects.toString(value, "");
	}

}
