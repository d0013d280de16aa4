package io.github.zkspring.faults;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.ZkLeaderAutoConfiguration;
import io.github.zkspring.faults.HistoryEntry.Kind;
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
 * An application of this starter that tries a guarded method about a thousand times a
 * second, and writes down each execution.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkLeaderAutoConfiguration.class })
public class GuardedMember {

	public static void main(String[] args) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(GuardedMember.class)
			.web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off")
			.run(args);
		Work work = context.getBean(Work.class);
		work.started();
		while (context.isActive()) {
			work.execute();
			work.watchClock();
			LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500));
		}
	}

	@Bean
	Work work(Environment environment) {
		return new Work(environment.getRequiredProperty("zk.leader.id"),
				new HistoryWriter(Path.of(environment.getRequiredProperty(ClientProcess.HISTORY))));
	}

	/**
	 * What only the leader may do.
	 */
	static class Work {

		private final String member;

		private final HistoryWriter history;

		private long wallClock = wallClock();

		Work(String member, HistoryWriter history) {
			this.member = member;
			this.history = history;
		}

		void started() {
			this.history.append(HistoryEntry.now(this.member, Kind.STARTED));
		}

		void watchClock() {
			long now = System.nanoTime();
			long jump = wallClock() - this.wallClock;
			if (Math.abs(jump) > 1) {
				this.wallClock += jump;
				this.history.append(new HistoryEntry(this.member, jump, now, now, Kind.JUMPED));
			}
		}

		/** Seconds ahead of the monotonic clock. */
		private static long wallClock() {
			return TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis())
					- TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
		}

		@LeaderOnly("faults")
		void execute() {
			long start = System.nanoTime();
			LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500));
			this.history.append(new HistoryEntry(this.member, Leadership.current().token().value(), start,
					System.nanoTime(), Kind.EXECUTION));
		}

	}

}
