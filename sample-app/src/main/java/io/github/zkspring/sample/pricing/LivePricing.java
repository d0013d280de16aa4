package io.github.zkspring.sample.pricing;

import io.github.zkspring.watch.ZkDataWatch;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * The current settings. A value that cannot be read is not delivered, so the last good
 * value stays.
 */
@Component
public class LivePricing {

	static final String PATH = "/config/pricing";

	private static final Logger logger = LoggerFactory.getLogger(LivePricing.class);

	private volatile PricingSnapshot current = PricingSnapshot.ABSENT;

	/**
	 * Returns the current settings.
	 * @return the settings with their version
	 */
	public PricingSnapshot current() {
		return this.current;
	}

	@ZkDataWatch(PATH)
	void changed(@Nullable PricingSettings settings, @Nullable Stat stat) {
		if (stat != null && settings == null) {
			// an empty znode is treated like a malformed value
			return;
		}
		this.current = (stat != null) ? new PricingSnapshot(settings, stat.getVersion()) : PricingSnapshot.ABSENT;
		logger.info("Pricing is now {}", this.current);
	}

}
