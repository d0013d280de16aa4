package io.github.zkspring.sample.shipment;

import io.github.zkspring.lock.HeldLock;
import io.github.zkspring.lock.ZkLock;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Ships an order, whichever instance is asked, one at a time.
 */
@RestController
class ShipmentController {

	@PostMapping("/api/shipments")
	@ZkLock(name = "shipments/#{#order}", waitFor = "2s")
	Shipment ship(@RequestParam String order) {
		return new Shipment(order, HeldLock.current().token().value());
	}

}
