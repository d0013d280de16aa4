package io.github.zkspring.docs;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import io.github.zkspring.recipe.ZkDoubleBarrier;
import io.github.zkspring.recipe.ZkLockingQueue;
import io.github.zkspring.recipe.ZkPermit;
import io.github.zkspring.recipe.ZkRecipes;

import org.springframework.stereotype.Component;

@Component
class Crew {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final ZkRecipes recipes;

	private int calls;

	Crew(ZkRecipes recipes) {
		this.recipes = recipes;
	}

	boolean callTheSlowService() {
		Optional<ZkPermit> permit = this.recipes.semaphore("slow-service", 3).tryAcquire(PATIENCE);
		permit.ifPresent((held) -> {
			try (held) {
				callWhile(held::isHeld);
			}
		});
		return permit.isPresent();
	}

	long nextOrderNumber() {
		return this.recipes.counter("orders").add(1L).after();
	}

	boolean importTogether() {
		ZkDoubleBarrier member = this.recipes.doubleBarrier("import", 3);
		if (!member.enter(PATIENCE)) {
			return false;
		}
		importMyPart();
		return member.leave(PATIENCE);
	}

	void workOff() {
		ZkLockingQueue<String> jobs = this.recipes.lockingQueue("jobs", String.class);
		jobs.put("rebuild-index");
		Optional<String> job = jobs.get(PATIENCE);
		if (job.isPresent() && run(job.get())) {
			jobs.consume();
		}
		else {
			jobs.release();
		}
	}

	private boolean run(String job) {
		return !job.isEmpty();
	}

	private void importMyPart() {
	}

	private void callWhile(BooleanSupplier mayCall) {
		this.calls += mayCall.getAsBoolean() ? 1 : 0;
	}

}
