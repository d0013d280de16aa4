package io.github.zkspring.docs;

import java.util.concurrent.TimeUnit;

import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.watch.ZkDataWatch;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
class Shop {

	private static final Log logger = LogFactory.getLog(Shop.class);

	private volatile int vatPercent = 19;

	@ZkDataWatch("/config/vat-percent")
	void vatChanged(@Nullable Integer percent) {
		this.vatPercent = (percent != null) ? percent : 19;
	}

	@Scheduled(fixedRate = 10, timeUnit = TimeUnit.SECONDS)
	@LeaderOnly("reports")
	void report() {
		logger.info("On this instance only, with " + this.vatPercent + " percent");
	}

}
