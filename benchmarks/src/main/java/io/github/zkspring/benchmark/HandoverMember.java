package io.github.zkspring.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.faults.ClientProcess;
import io.github.zkspring.faults.HistoryEntry;
import io.github.zkspring.faults.HistoryEntry.Kind;
import io.github.zkspring.faults.HistoryWriter;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.leader.Leadership;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Application that calls a guarded method about a thousand times a second and records
 * each execution in its history.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkLeaderAutoConfiguration.class })
public class HandoverMember {

	private static final Duration PAUSE = Duration.ofMillis(1);

	public static void main(String[] args) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(HandoverMember.class)
			.web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off")
			.run(args);
		Work work = context.getBean(Work.class);
		work.started();
		while (context.isActive()) {
			work.execute();
			LockSupport.parkNanos(PAUSE.toNanos());
		}
	}

	@Bean
	Work work(Environment environment) {
		Path history = Path.of(environment.getRequiredProperty(ClientProcess.HISTORY));
		return new Work(environment.getRequiredProperty("zk.leader.id"), new HistoryWriter(history));
	}

	/**
	 * The guarded work.
	 */
	static class Work {

		private final String member;

		private final HistoryWriter history;

		Work(String member, HistoryWriter history) {
			this.member = member;
			this.history = history;
		}

		void started() {
			this.history.append(HistoryEntry.now(this.member, Kind.STARTED));
		}

		@LeaderOnly("faults")
		void execute() {
			long start = System.nanoTime();
			this.history.append(new HistoryEntry(this.member, Leadership.current().token().value(), start,
					System.nanoTime(), Kind.EXECUTION));
		}

	}

}
