package io.github.zkspring.cloud;

import io.github.zkspring.faults.AbstractServerIntegrationTests;
import org.apache.curator.x.discovery.ServiceDiscovery;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.apache.curator.x.discovery.ServiceInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/**
 * Base class for tests with Spring Cloud and its auto-configuration, in which other
 * instances are registered with Curator.
 */
abstract class AbstractCloudIntegrationTests extends AbstractServerIntegrationTests {

	final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.session-timeout=4s",
				"zk.discovery.drain=0s", "spring.application.name=shop");

	private ServiceDiscovery<Void> others;

	@BeforeEach
	void startOthers() throws Exception {
		this.others = ServiceDiscoveryBuilder.builder(Void.class)
			.client(foreign.curator())
			.basePath("/services")
			.build();
		this.others.start();
	}

	@AfterEach
	void stopOthers() throws Exception {
		this.others.close();
	}

	void register(String service, String id, int port) throws Exception {
		this.others.registerService(instance(service, id, port));
	}

	void deregister(String service, String id, int port) throws Exception {
		this.others.unregisterService(instance(service, id, port));
	}

	private static ServiceInstance<Void> instance(String service, String id, int port) throws Exception {
		return ServiceInstance.<Void>builder().name(service).id(id).address("127.0.0.1").port(port).build();
	}

	static void accept(ApplicationContext context) {
		AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
	}

	static String call(ApplicationContext context, String uri) {
		return context.getBean(RestClient.Builder.class).build().get().uri(uri).retrieve().requiredBody(String.class);
	}

	/**
	 * An application as a user would write it.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		@LoadBalanced
		RestClient.Builder restClientBuilder() {
			return RestClient.builder();
		}

	}

}
