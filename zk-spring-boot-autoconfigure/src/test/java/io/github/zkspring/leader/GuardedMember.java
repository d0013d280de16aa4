package io.github.zkspring.leader;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.faults.ClientProcess;
import io.github.zkspring.faults.HistoryEntry;
import io.github.zkspring.faults.HistoryEntry.Kind;
import io.github.zkspring.faults.HistoryWriter;
import io.github.zkspring.fencing.FencedRegister;
import io.github.zkspring.fencing.FencedWrites;
import org.apache.curator.framework.CuratorFramework;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * An application that calls a guarded method about a thousand times a second and records
 * each execution. With {@code --threads=50} that many threads call it, a little less
 * often. With {@code --register=/path} it also increments a register with the last
 * leadership that it has seen, whether or not that still holds.
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
		int threads = context.getEnvironment().getProperty("threads", Integer.class, 1);
		for (int number = 1; number < threads; number++) {
			new Thread(() -> poll(context, work, Duration.ofMillis(5)), "poll-" + number).start();
		}
		String register = context.getEnvironment().getProperty("register");
		if (register != null) {
			new Thread(context.getBean(FencedRegister.class)::incrementContinuously, "register").start();
		}
		poll(context, work, Duration.ofNanos(500_000));
	}

	private static void poll(ConfigurableApplicationContext context, Work work, Duration pause) {
		while (context.isActive()) {
			work.execute();
			work.watchClock();
			LockSupport.parkNanos(pause.toNanos());
		}
	}

	@Bean
	@Lazy
	FencedRegister register(Environment environment, CuratorFramework curator, FencedWrites writes,
			FencedRegister.Ledger ledger) {
		return new FencedRegister(environment.getRequiredProperty("zk.leader.id"),
				environment.getRequiredProperty("register"), curator, writes, ledger);
	}

	@Bean
	FencedRegister.Ledger ledger(Environment environment) {
		return new FencedRegister.Ledger(
				new HistoryWriter(Path.of(environment.getRequiredProperty(ClientProcess.HISTORY))));
	}

	@Bean
	Work work(Environment environment, FencedRegister.Ledger ledger) {
		return new Work(environment.getRequiredProperty("zk.leader.id"), ledger);
	}

	/**
	 * The work of the leader.
	 */
	static class Work {

		private final String member;

		private final FencedRegister.Ledger ledger;

		private long wallClock = wallClock();

		Work(String member, FencedRegister.Ledger ledger) {
			this.member = member;
			this.ledger = ledger;
		}

		void started() {
			this.ledger.append(HistoryEntry.now(this.member, Kind.STARTED));
		}

		synchronized void watchClock() {
			long now = System.nanoTime();
			long jump = wallClock() - this.wallClock;
			if (Math.abs(jump) > 1) {
				this.wallClock += jump;
				this.ledger.append(new HistoryEntry(this.member, jump, now, now, Kind.JUMPED));
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
			this.ledger.holder(Leadership.current());
			LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500));
			this.ledger.append(new HistoryEntry(this.member, Leadership.current().token().value(), start,
					System.nanoTime(), Kind.EXECUTION));
		}

	}

}
