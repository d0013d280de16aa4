package io.github.zkspring.test;

import io.github.zkspring.embedded.EmbeddedZooKeeperServer;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Adds a server and the way to it to the application context of a test. It has no state:
 * all are equal, so that it adds nothing but itself to the key of Spring's context cache.
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

	// an application may bring beans of these types itself
	private static void register(BeanDefinitionRegistry registry, String name, RootBeanDefinition definition) {
		definition.setPrimary(true);
		registry.registerBeanDefinition(name, definition);
	}

}
