package io.github.zkspring.docs;

import io.github.zkspring.watch.ZkDataWatch;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

@Component
class LivePricing {

	private volatile @Nullable Pricing pricing;

	@ZkDataWatch("/config/pricing")
	void pricingChanged(@Nullable Pricing pricing, @Nullable Stat stat) {
		this.pricing = pricing;
	}

	@Nullable Pricing pricing() {
		return this.pricing;
	}

	record Pricing(String currency, int vatPercent) {

	}

}
