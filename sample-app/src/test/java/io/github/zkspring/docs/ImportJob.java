package io.github.zkspring.docs;

import java.util.List;

import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.leader.Leadership;
import io.github.zkspring.leader.OnLeadershipGranted;
import io.github.zkspring.leader.OnLeadershipRevoked;

import org.springframework.stereotype.Component;

@Component
class ImportJob {

	private final LeaderElections elections;

	private final Scheduler scheduler = new Scheduler();

	ImportJob(LeaderElections elections) {
		this.elections = elections;
	}

	@OnLeadershipGranted("reports")
	void start(FencingToken token) {
		this.scheduler.start(token.value());
	}

	@OnLeadershipRevoked("reports")
	void stop() {
		this.scheduler.stop();
	}

	@LeaderOnly("reports")
	void importEverything() {
		Leadership leadership = Leadership.current();
		for (int page = 0; page < 1000; page++) {
			leadership.check();
			importPage(page, leadership.token().value());
		}
	}

	void makeRoom() {
		LeaderElection election = this.elections.election("reports");
		election.resign().thenRun(election::rejoin);
	}

	List<String> participants() {
		return this.elections.election("reports").participants();
	}

	private void importPage(int page, long token) {
	}

	static class Scheduler {

		void start(long token) {
		}

		void stop() {
		}

	}

}
