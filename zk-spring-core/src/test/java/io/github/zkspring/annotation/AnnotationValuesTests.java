package io.github.zkspring.annotation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.expression.StandardBeanExpressionResolver;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AnnotationValues}.
 */
class AnnotationValuesTests {

	private final MockEnvironment environment = new MockEnvironment();

	private final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();

	private final AnnotationValues values = new AnnotationValues(this.beanFactory);

	AnnotationValuesTests() {
		this.beanFactory.addEmbeddedValueResolver(this.environment::resolveRequiredPlaceholders);
		this.beanFactory.setBeanExpressionResolver(new StandardBeanExpressionResolver());
		this.beanFactory.registerSingleton("region", "eu");
	}

	@Test
	void keepsPlainText() {
		assertThat(this.values.resolve("/config/pricing")).isEqualTo("/config/pricing");
	}

	@Test
	void resolvesPlaceholders() {
		this.environment.setProperty("app.root", "/shop");
		assertThat(this.values.resolve("${app.root}/${app.leaf:pricing}")).isEqualTo("/shop/pricing");
	}

	@Test
	void refusesPlaceholderWithoutValue() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.values.resolve("/${app.missing}"))
			.withMessageContaining("app.missing");
	}

	@Test
	void evaluatesExpressionsOfTheAnnotation() {
		assertThat(this.values.resolve("/#{region}/#{1 + 1}")).isEqualTo("/eu/2");
	}

	@Test
	void resolvesExpressionWithoutValueToEmptyText() {
		assertThat(this.values.resolve("#{null}")).isEmpty();
	}

	@Test
	void doesNotEvaluateExpressionsOfTheConfiguration() {
		this.environment.setProperty("app.root", "/#{1 + 1}");
		assertThat(this.values.resolve("${app.root}")).isEqualTo("/#{1 + 1}");
	}

	@Test
	void doesNotEvaluateConfigurationNextToExpressionOfAnnotation() {
		this.environment.setProperty("app.leaf", "#{1 + 1}");
		assertThat(this.values.resolve("/#{region}/${app.leaf}")).isEqualTo("/eu/#{1 + 1}");
	}

	@Test
	void configurationCannotTerminateLiteralOfExpression() {
		this.environment.setProperty("app.leaf", "' + (1 + 1) + '");
		assertThatIllegalArgumentException().isThrownBy(() -> this.values.resolve("/#{'${app.leaf}'}"))
			.withMessageContaining("placeholder");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/#{region", "/#{missing}", "/#{region.none}", "/#{}" })
	void refusesExpressionsThatCannotBeEvaluated(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.values.resolve(text)).withMessageContaining("#{");
	}

	@Test
	void resolvesWithoutExpressionResolver() {
		this.beanFactory.setBeanExpressionResolver(null);
		assertThat(this.values.resolve("/#{region}")).isEqualTo("/#{region}");
	}

}
