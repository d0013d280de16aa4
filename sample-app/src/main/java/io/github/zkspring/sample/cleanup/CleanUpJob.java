package io.github.zkspring.sample.cleanup;

import io.github.zkspring.lease.ZkLease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * A job that is scheduled on every instance and runs on one of them.
 */
@Component
class CleanUpJob {

	private static final Logger logger = LoggerFactory.getLogger(CleanUpJob.class);

	@Scheduled(fixedDelayString = "${sample.clean-up.interval}")
	@ZkLease(name = "clean-up", duration = "${sample.clean-up.at-most-every}")
	void cleanUp() {
		logger.debug("This instance cleaned up");
	}

}
