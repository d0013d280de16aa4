package io.github.zkspring.docs;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.zkspring.fencing.FencedWrites;
import io.github.zkspring.lock.HeldLock;
import io.github.zkspring.lock.LockMode;
import io.github.zkspring.lock.LockOptions;
import io.github.zkspring.lock.ZkLock;
import io.github.zkspring.lock.ZkLockTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

@Component
class OrderService {

	private static final Logger logger = LoggerFactory.getLogger(OrderService.class);

	private final ZkLockTemplate locks;

	private final FencedWrites fencedWrites;

	OrderService(ZkLockTemplate locks, FencedWrites fencedWrites) {
		this.locks = locks;
		this.fencedWrites = fencedWrites;
	}

	@ZkLock(name = "orders/#{#id}", waitFor = "5s")
	void ship(long id) {
		write(id, HeldLock.current().token().value());
	}

	@ZkLock(name = "orders/#{#id}", mode = LockMode.SHARED)
	Optional<String> describe(long id) {
		return Optional.of("order " + id);
	}

	@ZkLock(name = "cleanup", waitFor = "0s", otherwise = ZkLock.Otherwise.SKIP)
	void cleanUp() {
		for (int page = 0; page < 1000; page++) {
			HeldLock.current().assertHeld();
			write(page, HeldLock.current().token().value());
		}
	}

	String reserve(String customer) {
		return this.locks.execute(ZkLockTemplate.name("customers", customer), Duration.ofSeconds(5), (lock) -> {
			this.fencedWrites.setData(lock, "/customers/last", new byte[] { 1 });
			return customer;
		});
	}

	boolean reserveLater(String customer) {
		LockOptions brief = LockOptions.exclusive().withWait(Duration.ofMillis(200));
		Optional<HeldLock> lock = this.locks.tryAcquire(ZkLockTemplate.name("customers", customer), brief);
		lock.ifPresent((held) -> new Thread(() -> work(held), "reserve").start());
		return lock.isPresent();
	}

	private void work(HeldLock held) {
		try (held) {
			held.assertHeld();
			write(1, held.token().value());
		}
	}

	List<String> waiting() {
		return this.locks.contenders("cleanup");
	}

	private void write(long id, long fence) {
		logger.info("Order {} is written with the token {}", id, fence);
	}

}
