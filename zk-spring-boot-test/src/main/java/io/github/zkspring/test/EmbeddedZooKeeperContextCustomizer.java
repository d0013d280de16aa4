package io.github.zkspring.test;

import io.github.zkspring.embedded.EmbeddedZooKeeperServer;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

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
		register(registry, "testZkConnectionDetails", new RootBeanDefinition(EmbeddedZooKeeperConnectionDetails.class));
	}

	// the application may define beans of these types
	private static void register(BeanDefinitionRegistry registry, String name, RootBeanDefinition definition) {
		definition.setPrimary(true);
		registry.registerBeanDefinition(name, definition);
	}

}
