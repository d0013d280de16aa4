package io.github.zkspring.docs;

import java.util.List;
import java.util.Optional;

import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.discovery.ServiceEvent;
import io.github.zkspring.discovery.ServiceInstance;
import io.github.zkspring.discovery.ZkServiceWatch;
import io.github.zkspring.discovery.http.ServiceRequestInterceptor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

@Component
class OrderCalls {

	private static final Log logger = LogFactory.getLog(OrderCalls.class);

	private final RestClient client;

	private final ServiceCatalog catalog;

	private final Orders orders;

	OrderCalls(ServiceRequestInterceptor services, ServiceCatalog catalog) {
		this.client = RestClient.builder().requestInterceptor(services).build();
		this.catalog = catalog;
		this.orders = HttpServiceProxyFactory.builderFor(RestClientAdapter.create(this.client))
			.build()
			.createClient(Orders.class);
	}

	String order(long id) {
		return this.client.get().uri("http://orders/orders/{id}", id).retrieve().requiredBody(String.class);
	}

	List<String> all() {
		return this.orders.all();
	}

	void callByOtherMeans() {
		Optional<ServiceInstance> instance = this.catalog.choose("orders");
		instance.ifPresent((chosen) -> {
			if (!answers(chosen.host(), chosen.port())) {
				this.catalog.failed(chosen);
			}
		});
	}

	@ZkServiceWatch("orders")
	void ordersChanged(List<ServiceInstance> instances, ServiceEvent event) {
		logger.info(instances.size() + " instances, added: " + event.added() + ", removed: " + event.removed());
	}

	private static boolean answers(String host, Integer port) {
		return host.length() + port > 0;
	}

	@HttpExchange("http://orders/orders")
	interface Orders {

		@GetExchange
		List<String> all();

	}

}
