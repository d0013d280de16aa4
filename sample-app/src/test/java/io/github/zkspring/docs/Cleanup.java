package io.github.zkspring.docs;

import java.time.Duration;

import io.github.zkspring.lease.ZkLease;
import io.github.zkspring.lease.ZkLeases;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
class Cleanup {

	private final ZkLeases leases;

	Cleanup(ZkLeases leases) {
		this.leases = leases;
	}

	@Scheduled(cron = "0 0 * * * *")
	@ZkLease(name = "hourly-cleanup", duration = "50m")
	void cleanUp() {
		deleteOldOrders();
	}

	boolean export(String tenant) {
		if (!this.leases.tryAcquire("export-" + tenant, Duration.ofMinutes(10))) {
			return false;
		}
		deleteOldOrders();
		return this.leases.release("export-" + tenant);
	}

	private void deleteOldOrders() {
	}

}
