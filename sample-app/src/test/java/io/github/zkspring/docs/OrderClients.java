package io.github.zkspring.docs;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.registry.ImportHttpServices;

@Configuration(proxyBeanMethods = false)
@ImportHttpServices(group = "orders", types = OrderClients.Orders.class)
class OrderClients {

	@HttpExchange("/orders")
	interface Orders {

		@GetExchange("/{id}")
		String order(@PathVariable long id);

	}

}
