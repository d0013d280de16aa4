package io.github.zkspring.test;

import java.util.List;

import io.github.zkspring.autoconfigure.ZkConnectionDetails;
import io.github.zkspring.embedded.EmbeddedZooKeeperServer;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Adds a server to the application context of Spring test classes with
 * {@link EmbeddedZooKeeper}.
 */
class EmbeddedZooKeeperContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		return TestContextAnnotationUtils.hasAnnotation(testClass, EmbeddedZooKeeper.class)
				? new EmbeddedZooKeeperContextCustomizer() : null;
	}

	/**
	 * Adds a server and its connection details to the application context of a test. All
	 * instances are equal, so that annotated classes can share a cached context.
	 */
	record EmbeddedZooKeeperContextCustomizer() implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
			if (AotDetector.useGeneratedArtifacts()) {
				return;
			}
			BeanDefinitionRegistry registry = (BeanDefinitionRegistry) context.getBeanFactory();
			RootBeanDefinition server = new RootBeanDefinition(EmbeddedZooKeeperServer.class);
			server.setInitMethodName("start");
			server.setDestroyMethodName("close");
			register(registry, "testZooKeeperServer", server);
			register(registry, "testZkConnectionDetails",
					new RootBeanDefinition(EmbeddedZooKeeperConnectionDetails.class));
		}

		// the application may define beans of these types
		private static void register(BeanDefinitionRegistry registry, String name, RootBeanDefinition definition) {
			definition.setPrimary(true);
			registry.registerBeanDefinition(name, definition);
		}

	}

	/**
	 * Connects the application under test to the server.
	 *
	 * @param server the server
	 */
	record EmbeddedZooKeeperConnectionDetails(EmbeddedZooKeeperServer server) implements ZkConnectionDetails {

		@Override
		public String getConnectString() {
			return this.server.getConnectString();
		}

	}

}
