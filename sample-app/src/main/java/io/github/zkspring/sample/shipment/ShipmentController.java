package io.github.zkspring.sample.shipment;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.lock.HeldLock;
import io.github.zkspring.lock.ZkLock;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Ships orders. One instance at a time ships an order.
 */
@RestController
class ShipmentController {

	private final Duration loading;

	ShipmentController(@Value("${sample.shipment.loading}") Duration loading) {
		this.loading = loading;
	}

	@PostMapping("/api/shipments")
	@ZkLock(name = "shipments/#{#order}", waitFor = "2s")
	Shipment ship(@RequestParam String order) throws InterruptedException {
		TimeUnit.NANOSECONDS.sleep(this.loading.toNanos());
		return new Shipment(order, HeldLock.current().token().value());
	}

}
