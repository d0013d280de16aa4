package io.github.zkspring.cloud;

import java.util.List;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/**
 * A web application with spring-cloud-zookeeper, in a process without this project on its
 * class path. It registers itself and returns the services that it finds.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ForeignApplication {

	public static void main(String[] args) {
		SpringApplication.run(ForeignApplication.class, args);
	}

	@Bean
	@LoadBalanced
	RestClient.Builder restClientBuilder() {
		return RestClient.builder();
	}

	/**
	 * Returns the services that this application finds.
	 */
	@RestController
	static class ServicesController {

		private final DiscoveryClient client;

		private final RestClient calls;

		ServicesController(DiscoveryClient client, RestClient.Builder calls) {
			this.client = client;
			this.calls = calls.build();
		}

		@GetMapping("/services")
		List<String> services() {
			return this.client.getServices();
		}

		@GetMapping("/instances/{service}")
		List<Map<String, Object>> instances(@PathVariable("service") String service) {
			return this.client.getInstances(service).stream().map(ServicesController::details).toList();
		}

		private static Map<String, Object> details(ServiceInstance instance) {
			return Map.of("type", instance.getClass().getName(), "id", instance.getInstanceId(), "service",
					instance.getServiceId(), "uri", instance.getUri().toString(), "secure", instance.isSecure(),
					"metadata", instance.getMetadata());
		}

		@GetMapping("/call/{service}")
		String call(@PathVariable("service") String service) {
			return this.calls.get().uri("http://{service}/", service).retrieve().requiredBody(String.class);
		}

	}

}
