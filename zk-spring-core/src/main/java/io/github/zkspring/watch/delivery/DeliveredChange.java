package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.Map;

import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.Snapshot;
import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.WatchDelivery;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Describes how a delivered state differs from the state delivered before, for metrics.
 *
 * @param modified the newest modification time in it, by the clock of the servers;
 * {@code 0} if unknown
 * @param changes the number of changes since the state delivered before
 */
record DeliveredChange(long modified, long changes) {

	static final DeliveredChange UNKNOWN = new DeliveredChange(0, 0);

	/**
	 * Compares two states.
	 * @param now the state to deliver
	 * @param before the state delivered before, {@code null} for the first delivery
	 * @return the difference
	 */
	static DeliveredChange of(Snapshot now, @Nullable Snapshot before) {
		if (before == null) {
			return UNKNOWN;
		}
		if (now instanceof ChildrenSnapshot children) {
			Map<String, ZnodeSnapshot> last = ((ChildrenSnapshot) before).data();
			return (children.data().isEmpty() && last.isEmpty()) ? names(now.stat(), before.stat())
					: data(children.data(), last);
		}
		Stat stat = now.stat();
		return new DeliveredChange((stat != null) ? stat.getMtime() : 0, count(stat, before.stat()));
	}

	private static DeliveredChange names(@Nullable Stat now, @Nullable Stat before) {
		if (now == null || before == null || now.getCzxid() != before.getCzxid()) {
			return new DeliveredChange(0, 1);
		}
		return new DeliveredChange(0, now.getCversion() - before.getCversion());
	}

	private static DeliveredChange data(Map<String, ZnodeSnapshot> now, Map<String, ZnodeSnapshot> before) {
		long newest = 0;
		long total = 0;
		for (Map.Entry<String, ZnodeSnapshot> entry : now.entrySet()) {
			ZnodeSnapshot last = before.get(entry.getKey());
			Stat stat = entry.getValue().stat();
			long own = count(stat, (last != null) ? last.stat() : null);
			total += own;
			newest = (own > 0 && stat != null) ? Math.max(newest, stat.getMtime()) : newest;
		}
		for (String name : before.keySet()) {
			total += now.containsKey(name) ? 0 : 1;
		}
		return new DeliveredChange(newest, total);
	}

	// a deletion and the creation after it are two changes
	private static long count(@Nullable Stat now, @Nullable Stat before) {
		if (now == null) {
			return (before != null) ? 1 : 0;
		}
		if (before == null) {
			return now.getVersion() + 1;
		}
		return (now.getCzxid() == before.getCzxid()) ? now.getVersion() - before.getVersion() : now.getVersion() + 2;
	}

	/**
	 * Describes a call that delivered the change.
	 * @param begin the begin of the call, as by {@link System#nanoTime()}
	 * @param beginMillis the same by the wall clock
	 * @param failed whether it threw an exception
	 * @return the delivery
	 */
	WatchDelivery toDelivery(long begin, long beginMillis, boolean failed) {
		return new WatchDelivery(failed, Duration.ofNanos(System.nanoTime() - begin),
				(this.modified != 0) ? Duration.ofMillis(Math.max(0, beginMillis - this.modified)) : null,
				Math.max(0, this.changes - 1));
	}

}
