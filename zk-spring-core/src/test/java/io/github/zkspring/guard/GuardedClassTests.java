package io.github.zkspring.guard;

import java.lang.reflect.Method;
import java.util.stream.Stream;

import io.github.zkspring.client.InvalidZkMethodException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.BeanNameAware;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ApplicationObjectSupport;
import org.springframework.core.Ordered;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for annotations on classes and on methods of the container.
 */
class GuardedClassTests {

	private final GuardAnnotation<Counted, String> annotation = new GuardAnnotation<>(Counted.class,
			(method, found) -> {
				SkipPolicy.of(method, true, "Counted");
				return method.method().getName();
			});

	@Test
	void guardsTheMethodsOfTheApplication() {
		assertThat(guarded(Work.class)).containsExactlyInAnyOrder("run", "accept", "helper", "inherited");
	}

	@ParameterizedTest
	@ValueSource(classes = { Supported.class, Sorted.class, Started.class, Named.class, Closeable.class })
	void leavesCallbacksAlone(Class<?> type) {
		assertThat(guarded(type)).containsExactly("work");
	}

	@Test
	void guardsOtherInterfacesOfSpring() {
		assertThat(guarded(Convert.class)).containsExactly("convert");
	}

	@Test
	void createsTheBeansOfAnAnnotatedConfiguration() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean(CountingPostProcessor.class);
			context.register(FullBeans.class, LiteBeans.class);
			context.refresh();
			assertThat(context.getBean("full")).isEqualTo("full");
			assertThat(context.getBean("lite")).isEqualTo("lite");
			assertThat(context.getBean(CountingPostProcessor.class).calls()).isEmpty();
		}
	}

	@Test
	void startsTheLifecycleOfAnAnnotatedClass() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean(CountingPostProcessor.class);
			context.registerBean(Started.class);
			context.refresh();
			assertThat(context.getBean(Started.class).isRunning()).isTrue();
			assertThat(context.getBean(CountingPostProcessor.class).calls()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { Injected.class, Initialized.class, FactoryMethod.class, Aware.class })
	void refusesAnnotatedMethodsThatTheContainerCallsItself(Class<?> type) {
		assertThatExceptionOfType(InvalidZkMethodException.class).isThrownBy(() -> guarded(type))
			.withMessageContaining("'bean'")
			.withMessageContaining("@Counted would have no effect");
	}

	@ParameterizedTest
	@ValueSource(classes = { PrivateMethod.class, StaticMethod.class })
	void refusesAnnotatedMethodsThatNoProxyReaches(Class<?> type) {
		assertThatExceptionOfType(InvalidZkMethodException.class).isThrownBy(() -> guarded(type))
			.withMessageContaining("out of reach of the bean's proxy");
	}

	@Test
	void usesTheAnnotationOfTheOverridingMethod() throws Exception {
		GuardedMethods<String> methods = this.annotation.methods("bean", Overriding.class);
		Method overridden = Parent.class.getDeclaredMethod("inherited");
		assertThat(methods.methods()).doesNotContain(overridden);
		assertThat(methods.find(overridden)).isEqualTo("inherited");
	}

	private Stream<String> guarded(Class<?> type) {
		return this.annotation.methods("bean", type).descriptions().stream();
	}

	static class Parent {

		void inherited() {
		}

	}

	@Counted
	static class Work extends Parent implements Runnable, java.util.function.Consumer<String> {

		@Override
		public void run() {
		}

		@Override
		public void accept(String text) {
		}

		void helper() {
		}

		private void internal() {
		}

		static void util() {
		}

		@Override
		public boolean equals(Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			return 1;
		}

		@Override
		public String toString() {
			return "work";
		}

	}

	static class Overriding extends Work {

		@Override
		void inherited() {
		}

	}

	@Counted
	static class Convert implements Converter<String, String> {

		@Override
		public String convert(String source) {
			return source;
		}

	}

	@Counted
	static class Supported extends ApplicationObjectSupport {

		void work() {
		}

	}

	@Counted
	static class Sorted implements Ordered, Comparable<Sorted> {

		void work() {
		}

		@Override
		public int getOrder() {
			return 1;
		}

		@Override
		public int compareTo(Sorted other) {
			return 0;
		}

	}

	@Counted
	static class Started implements SmartLifecycle {

		private boolean running;

		void work() {
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

	@Counted
	static class Named implements BeanNameAware {

		void work() {
		}

		@Override
		public void setBeanName(String name) {
		}

		@Autowired
		void setEnvironment(Environment environment) {
		}

	}

	@Counted
	static class Closeable implements AutoCloseable {

		void work() {
		}

		@Override
		public void close() {
		}

	}

	@Counted
	@Configuration
	static class FullBeans {

		@Bean
		String full() {
			return "full";
		}

	}

	@Counted
	@Configuration(proxyBeanMethods = false)
	static class LiteBeans {

		@Bean
		String lite() {
			return "lite";
		}

	}

	static class Injected {

		@Counted
		@Autowired
		void setEnvironment(Environment environment) {
		}

	}

	static class Initialized implements InitializingBean {

		@Override
		@Counted
		public void afterPropertiesSet() {
		}

	}

	static class FactoryMethod {

		@Counted
		@Bean
		String text() {
			return "";
		}

	}

	static class Aware implements BeanNameAware {

		@Override
		@Counted
		public void setBeanName(String name) {
		}

	}

	static class PrivateMethod {

		@Counted
		private void run() {
		}

	}

	static class StaticMethod {

		@Counted
		static void run() {
		}

	}

}
