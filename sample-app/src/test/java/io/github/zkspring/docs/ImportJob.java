package io.github.zkspring.docs;

import java.util.Optional;

import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.leader.Leadership;
import io.github.zkspring.leader.LeadershipGrantedEvent;
import io.github.zkspring.leader.LeadershipRevokedEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class ImportJob {

	private final LeaderElections elections;

	ImportJob(LeaderElections elections) {
		this.elections = elections;
	}

	@EventListener
	void granted(LeadershipGrantedEvent event) {
		start(event.token().value());
	}

	@EventListener
	void revoked(LeadershipRevokedEvent event) {
		stop();
	}

	@LeaderOnly("reports")
	void importEverything() {
		Leadership leadership = Leadership.current();
		for (int page = 0; page < 1000; page++) {
			leadership.check();
			importPage(page, leadership.token().value());
		}
	}

	Optional<String> leader() {
		return this.elections.election("reports").leaderId();
	}

	private void start(long token) {
	}

	private void stop() {
	}

	private void importPage(int page, long token) {
	}

}
