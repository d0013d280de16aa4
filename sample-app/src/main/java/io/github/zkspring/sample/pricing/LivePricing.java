package io.github.zkspring.sample.pricing;

import io.github.zkspring.watch.ZkDataWatch;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * The settings as last written by anybody. A value that cannot be read does not get here,
 * so the last good one stays.
 */
@Component
public class LivePricing {

	static final String PATH = "/config/pricing";

	private static final Logger logger = LoggerFactory.getLogger(LivePricing.class);

	private volatile PricingSnapshot current = PricingSnapshot.ABSENT;

	/**
	 * The settings in force.
	 * @return settings and version that belong together
	 */
	public PricingSnapshot current() {
		return this.current;
	}

	@ZkDataWatch(PATH)
	void changed(@Nullable PricingSettings settings, @Nullable Stat stat) {
		if (stat != null && settings == null) {
			// there, but without settings in it: as good as malformed
			return;
		}
		this.current = (stat != null) ? new PricingSnapshot(settings, stat.getVersion()) : PricingSnapshot.ABSENT;
		logger.info("Pricing is now {}", this.current);
	}

}
