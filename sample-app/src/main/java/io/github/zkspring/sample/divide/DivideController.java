package io.github.zkspring.sample.divide;

import io.github.zkspring.discovery.ServiceInstance;
import io.github.zkspring.discovery.ServiceRegistration;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Divides two numbers and returns the instance that did it.
 */
@RestController
class DivideController {

	private final ServiceRegistration registration;

	DivideController(ServiceRegistration registration) {
		this.registration = registration;
	}

	@GetMapping("/divide")
	Quotient divide(double a, double b) {
		return new Quotient(a / b, this.registration.instance().map(ServiceInstance::id).orElse("not registered"));
	}

	/**
	 * The result of a division.
	 *
	 * @param quotient the quotient
	 * @param instance the id of the instance that divided
	 */
	record Quotient(double quotient, String instance) {

	}

}
