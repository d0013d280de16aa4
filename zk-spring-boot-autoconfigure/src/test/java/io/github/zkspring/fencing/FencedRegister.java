package io.github.zkspring.fencing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.faults.HistoryEntry;
import io.github.zkspring.faults.HistoryEntry.Kind;
import io.github.zkspring.faults.HistoryWriter;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A number in a znode that a careless member increments through {@link FencedWrites}: the
 * member never checks whether it still holds its right.
 */
public class FencedRegister {

	private static final Duration PAUSE = Duration.ofMillis(5);

	private final String member;

	private final String path;

	private final CuratorFramework curator;

	private final FencedWrites writes;

	private final Ledger ledger;

	public FencedRegister(String member, String path, CuratorFramework curator, FencedWrites writes, Ledger ledger) {
		this.member = member;
		this.path = path;
		this.curator = curator;
		this.writes = writes;
		this.ledger = ledger;
	}

	public void incrementContinuously() {
		while (true) {
			FencedHolder holder = this.ledger.holder;
			if (holder != null) {
				increment(holder);
			}
			LockSupport.parkNanos(PAUSE.toNanos());
		}
	}

	public void increment(FencedHolder holder) {
		Stat stat = new Stat();
		byte[] next;
		try {
			byte[] present = this.curator.getZookeeperClient().getZooKeeper().getData(this.path, false, stat);
			next = Long.toString(value(present) + 1).getBytes(StandardCharsets.US_ASCII);
		}
		catch (Exception ex) {
			return;
		}
		long start = System.nanoTime();
		Kind outcome = write(holder, next, stat.getVersion());
		if (outcome != null) {
			this.ledger
				.append(new HistoryEntry(this.member, holder.token().value(), start, System.nanoTime(), outcome));
		}
	}

	private @Nullable Kind write(FencedHolder holder, byte[] next, int version) {
		try {
			this.writes.setData(holder, this.path, next, version);
			return Kind.INCREMENT;
		}
		catch (StaleTokenException ex) {
			return Kind.REFUSED;
		}
		catch (UnknownOutcomeException ex) {
			return Kind.INDETERMINATE;
		}
		catch (ZkException ex) {
			return null;
		}
	}

	static long value(byte[] data) {
		return Long.parseLong(new String(data, StandardCharsets.US_ASCII));
	}

	/**
	 * The state of the member and its history.
	 */
	public static class Ledger {

		private final HistoryWriter history;

		private volatile @Nullable FencedHolder holder;

		public Ledger(HistoryWriter history) {
			this.history = history;
		}

		public void append(HistoryEntry entry) {
			this.history.append(entry);
		}

		public void holder(FencedHolder present) {
			if (this.holder != present) {
				this.holder = present;
			}
		}

	}

}
