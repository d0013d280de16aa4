package io.github.zkspring.lock;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
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
import org.springframework.context.annotation.Configuration;

/**
 * An application of this starter with {@code --threads} threads that acquire one lock
 * repeatedly. Each one records its work under the lock, and increments {@code --register}
 * with its token; one more continues to increment with the token of the last holder,
 * whether or not it still holds the lock.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkLockAutoConfiguration.class })
public class LockMember {

	/**
	 * The lock that all members take.
	 */
	public static final String LOCK = "fuzz";

	private static final Duration WAIT = Duration.ofSeconds(2);

	public static void main(String[] args) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(LockMember.class)
			.web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "zk.lock.drain-timeout=10s")
			.run(args);
		String member = context.getEnvironment().getRequiredProperty("zk.leader.id");
		FencedRegister.Ledger ledger = new FencedRegister.Ledger(
				new HistoryWriter(Path.of(context.getEnvironment().getRequiredProperty(ClientProcess.HISTORY))));
		ledger.append(HistoryEntry.now(member, Kind.STARTED));
		int threads = context.getEnvironment().getRequiredProperty("threads", Integer.class);
		for (int number = 1; number <= threads; number++) {
			String name = thread(member, number);
			new Thread(() -> lockContinuously(context, name, register(context, name, ledger), ledger), name).start();
		}
		register(context, member, ledger).incrementContinuously();
	}

	/**
	 * The name of a thread in the history.
	 * @param member the member
	 * @param number the number of the thread, from 1 on
	 * @return its name
	 */
	public static String thread(String member, int number) {
		return member + "/" + number;
	}

	private static FencedRegister register(ConfigurableApplicationContext context, String name,
			FencedRegister.Ledger ledger) {
		return new FencedRegister(name, context.getEnvironment().getRequiredProperty("register"),
				context.getBean(CuratorFramework.class), context.getBean(FencedWrites.class), ledger);
	}

	private static void lockContinuously(ConfigurableApplicationContext context, String name, FencedRegister register,
			FencedRegister.Ledger ledger) {
		ZkLockTemplate locks = context.getBean(ZkLockTemplate.class);
		while (context.isActive()) {
			try {
				locks.execute(LOCK, WAIT, (lock) -> {
					execute(lock, name, ledger);
					register.increment(lock);
					return null;
				});
			}
			catch (LockNotAcquiredException | LockLostException ex) {
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
			}
		}
	}

	private static void execute(HeldLock lock, String name, FencedRegister.Ledger ledger) {
		lock.assertHeld();
		long start = System.nanoTime();
		ledger.holder(lock);
		LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(300));
		ledger.append(new HistoryEntry(name, lock.token().value(), start, System.nanoTime(), Kind.EXECUTION));
	}

}
