package io.github.zkspring.sample.state;

import io.github.zkspring.client.ZkSession;
import io.github.zkspring.leader.ElectionSnapshot;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.sample.members.Members;
import io.github.zkspring.sample.pricing.LivePricing;
import io.github.zkspring.sample.pricing.PricingSnapshot;
import io.github.zkspring.sample.report.ReportJob;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Returns the state of this instance from memory.
 */
@RestController
class StateController {

	private final ZkSession session;

	private final LeaderElections elections;

	private final LivePricing pricing;

	private final Members members;

	private final ReportJob reportJob;

	StateController(ZkSession session, LeaderElections elections, LivePricing pricing, Members members,
			ReportJob reportJob) {
		this.session = session;
		this.elections = elections;
		this.pricing = pricing;
		this.members = members;
		this.reportJob = reportJob;
	}

	@GetMapping("/api/state")
	InstanceState state() {
		PricingSnapshot snapshot = this.pricing.current();
		ElectionSnapshot election = this.elections.election(ReportJob.ELECTION).snapshot();
		return new InstanceState(this.elections.id(), SessionView.of(this.session), snapshot.settings(),
				snapshot.version(), this.members.names(), election.leadership() != null, election.leaderId(),
				this.reportJob.runs());
	}

}
