package io.github.zkspring.test;

import java.util.List;

import io.github.zkspring.autoconfigure.ZkConnectionDetails;
import io.github.zkspring.embedded.EmbeddedZooKeeperServer;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link EmbeddedZooKeeperContextCustomizerFactory}.
 */
class EmbeddedZooKeeperContextCustomizerTests {

	private final EmbeddedZooKeeperContextCustomizerFactory factory = new EmbeddedZooKeeperContextCustomizerFactory();

	@Test
	void factoryIsRegistered() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(ContextCustomizerFactory.class))
			.hasAtLeastOneElementOfType(EmbeddedZooKeeperContextCustomizerFactory.class);
	}

	@Test
	void ignoresClassWithoutAnnotation() {
		assertThat(customizer(Plain.class)).isNull();
	}

	@Test
	void isEqualForAllAnnotatedClasses() {
		assertThat(customizer(Annotated.class)).isNotNull()
			.isEqualTo(customizer(Derived.class))
			.hasSameHashCodeAs(customizer(Derived.class));
	}

	@Test
	void closesServerWithContext() {
		EmbeddedZooKeeperServer server;
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean("other", ZkConnectionDetails.class, () -> () -> "example.org:2181");
			ContextCustomizer customizer = customizer(Annotated.class);
			customizer.customizeContext(context, mock(MergedContextConfiguration.class));
			context.refresh();
			server = context.getBean(EmbeddedZooKeeperServer.class);
			assertThat(server.isRunning()).isTrue();
			assertThat(context.getBean(ZkConnectionDetails.class).getConnectString())
				.isEqualTo(server.getConnectString());
		}
		assertThat(server.isRunning()).isFalse();
	}

	private ContextCustomizer customizer(Class<?> testClass) {
		return this.factory.createContextCustomizer(testClass, List.of());
	}

	static class Plain {

	}

	@EmbeddedZooKeeper
	static class Annotated {

	}

	static class Derived extends Annotated {

	}

}
