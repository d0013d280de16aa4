package io.github.zkspring.leader;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Collection;

import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.guard.GuardAnnotation;
import io.github.zkspring.guard.GuardedMethods;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LeaderOnlyMethod}.
 */
class LeaderOnlyMethodTests {

	private final MockEnvironment environment = new MockEnvironment();

	private final GuardAnnotation<LeaderOnly, LeaderOnlyMethod> annotation = LeaderOnlyMethod
		.annotation(values(this.environment));

	@Test
	void resolvesNameOfElection() {
		this.environment.setProperty("app.election", "nightly");
		assertThat(elections(Placeholder.class)).containsExactly("nightly");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a/b", "/a", ".", ".." })
	void rejectsNameThatIsNotOneSegment(String name) {
		this.environment.setProperty("app.election", name);
		assertThatExceptionOfType(InvalidZkMethodException.class).isThrownBy(() -> elections(Placeholder.class))
			.withMessageContaining("Bean 'reports'")
			.withMessageContaining("Placeholder.run");
	}

	@Test
	void guardsProxyableMethodsOfAnnotatedType() throws Exception {
		assertThat(elections(OnType.class)).containsOnly("reports", "other").hasSize(3);
		GuardedMethods<LeaderOnlyMethod> methods = this.annotation.methods("reports", OnType.class);
		assertThat(methods.find(OnType.class.getDeclaredMethod("own"))).isNotNull()
			.returns("other", LeaderOnlyMethod::election);
		assertThat(methods.find(OnType.class.getDeclaredMethod("first"))).isNotNull()
			.returns("reports", LeaderOnlyMethod::election);
		assertThat(methods.find(OnType.class.getDeclaredMethod("hidden"))).isNull();
		assertThat(methods.find(Object.class.getMethod("toString"))).isNull();
	}

	@Test
	void readsMetaAnnotations() {
		assertThat(elections(Composed.class)).containsExactly("composed");
	}

	@ParameterizedTest
	@ValueSource(classes = { PrivateMethod.class, StaticMethod.class })
	void rejectsMethodThatProxyCannotIntercept(Class<?> type) {
		assertThatExceptionOfType(InvalidZkMethodException.class).isThrownBy(() -> elections(type))
			.withMessageContaining("Bean 'reports'")
			.withMessageContaining(type.getSimpleName() + ".run")
			.withMessageContaining("out of reach");
	}

	private Collection<String> elections(Class<?> type) {
		return this.annotation.methods("reports", type)
			.descriptions()
			.stream()
			.map(LeaderOnlyMethod::election)
			.toList();
	}

	private static AnnotationValues values(MockEnvironment environment) {
		DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
		beanFactory.addEmbeddedValueResolver(environment::resolveRequiredPlaceholders);
		return new AnnotationValues(beanFactory);
	}

	@Retention(RetentionPolicy.RUNTIME)
	@LeaderOnly("composed")
	@interface Master {

	}

	static class Placeholder {

		@LeaderOnly("${app.election}")
		void run() {
		}

	}

	static class Composed {

		@Master
		void run() {
		}

	}

	@LeaderOnly("reports")
	static class OnType {

		void first() {
		}

		String second() {
			return "";
		}

		@LeaderOnly("other")
		void own() {
		}

		private void hidden() {
		}

		static void none() {
		}

	}

	static class PrivateMethod {

		@LeaderOnly("reports")
		private void run() {
		}

	}

	static class StaticMethod {

		@LeaderOnly("reports")
		static void run() {
		}

	}

}
