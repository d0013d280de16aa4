package io.github.zkspring.leader;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.zkspring.faults.ClientProcess;
import io.github.zkspring.faults.HistoryEntry;
import io.github.zkspring.faults.HistoryEntry.Kind;
import io.github.zkspring.faults.HistoryWriter;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.retry.RetryForever;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;

/**
 * The work of {@link GuardedMember} with Curator's latch instead of this project. It
 * shows that a fault has an effect and that the harness detects it.
 */
public final class LatchMember {

	private LatchMember() {
	}

	public static void main(String[] args) throws Exception {
		PropertySource<?> properties = new SimpleCommandLinePropertySource(args);
		String member = get(properties, "zk.leader.id");
		Duration sessionTimeout = DurationStyle.detectAndParse(get(properties, "zk.session-timeout"));
		CuratorFramework curator = CuratorFrameworkFactory.newClient(get(properties, "zk.connect-string"),
				(int) sessionTimeout.toMillis(), (int) sessionTimeout.toMillis(), new RetryForever(50));
		curator.start();
		LeaderLatch latch = new LeaderLatch(curator, "/latch", member);
		latch.start();
		HistoryWriter history = new HistoryWriter(Path.of(get(properties, ClientProcess.HISTORY)));
		curator.blockUntilConnected();
		history.append(HistoryEntry.now(member, Kind.STARTED));
		while (true) {
			if (latch.hasLeadership()) {
				long start = System.nanoTime();
				String path = latch.getOurPath();
				LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500));
				long sequence = (path != null) ? Long.parseLong(path.substring(path.lastIndexOf('-') + 1)) : 0;
				history.append(new HistoryEntry(member, sequence, start, System.nanoTime(), Kind.EXECUTION));
			}
			LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500));
		}
	}

	private static String get(PropertySource<?> properties, String name) {
		Object value = properties.getProperty(name);
		if (value == null) {
			throw new IllegalArgumentException("No --" + name);
		}
		return value.toString();
	}

}
