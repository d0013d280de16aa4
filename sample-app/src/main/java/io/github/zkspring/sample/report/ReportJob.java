package io.github.zkspring.sample.report;

import java.util.concurrent.atomic.AtomicLong;

import io.github.zkspring.leader.LeaderOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * A scheduled job that runs on the leader only.
 */
@Component
public class ReportJob {

	/**
	 * The name of the election.
	 */
	public static final String ELECTION = "sample-reports";

	private static final Logger logger = LoggerFactory.getLogger(ReportJob.class);

	private final AtomicLong runs = new AtomicLong();

	@Scheduled(fixedDelayString = "${sample.report.interval}")
	@LeaderOnly(ELECTION)
	void report() {
		long run = this.runs.incrementAndGet();
		logger.debug("Report {} of this instance", run);
	}

	/**
	 * Returns how many reports this instance has run.
	 * @return the number of runs since the start
	 */
	public long runs() {
		return this.runs.get();
	}

}
