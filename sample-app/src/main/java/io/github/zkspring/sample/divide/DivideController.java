package io.github.zkspring.sample.divide;

import io.github.zkspring.discovery.ServiceInstance;
import io.github.zkspring.discovery.ServiceRegistration;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Divides, and says who did.
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
	 * An answer.
	 *
	 * @param quotient the quotient
	 * @param instance who divided
	 */
	record Quotient(double quotient, String instance) {

	}

}
