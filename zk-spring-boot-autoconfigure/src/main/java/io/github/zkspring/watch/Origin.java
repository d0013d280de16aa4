package io.github.zkspring.watch;

import java.time.Duration;
import java.util.Map;

import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.Snapshot;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Where a state that is delivered comes from, for those who measure.
 *
 * @param noticed when its notification came, by the monotonic clock; {@code 0} without
 * @param modified the newest modification in it, by the clock of the servers; {@code 0}
 * without
 * @param changes how many changes lead to it from the one delivered before
 */
record Origin(long noticed, long modified, long changes) {

	static final Origin UNKNOWN = new Origin(0, 0, 0);

	/**
	 * Compare two states.
	 * @param now the one to deliver
	 * @param before the one delivered last, {@code null} when it is the first
	 * @param at when the notification came
	 * @return what is known
	 */
	static Origin of(Snapshot now, @Nullable Snapshot before, long at) {
		if (before == null) {
			return UNKNOWN;
		}
		if (now instanceof ChildrenSnapshot children) {
			Map<String, ZnodeSnapshot> last = ((ChildrenSnapshot) before).data();
			return (children.data().isEmpty() && last.isEmpty()) ? names(now.stat(), before.stat(), at)
					: data(children.data(), last, at);
		}
		Stat stat = now.stat();
		return new Origin(at, (stat != null) ? stat.getMtime() : 0, count(stat, before.stat()));
	}

	private static Origin names(@Nullable Stat now, @Nullable Stat before, long at) {
		if (now == null || before == null || now.getCzxid() != before.getCzxid()) {
			return new Origin(at, 0, 1);
		}
		return new Origin(at, 0, now.getCversion() - before.getCversion());
	}

	private static Origin data(Map<String, ZnodeSnapshot> now, Map<String, ZnodeSnapshot> before, long at) {
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
		return new Origin(at, newest, total);
	}

	// a deletion and the creation after it are changes of their own
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
	 * What to tell of a call.
	 * @param begin when it began, by the monotonic clock
	 * @param beginMillis the same by the wall clock
	 * @param failed whether it threw an exception
	 * @return what was delivered
	 */
	WatchDelivery delivered(long begin, long beginMillis, boolean failed) {
		return new WatchDelivery(failed, Duration.ofNanos(System.nanoTime() - begin),
				(this.modified != 0) ? Duration.ofMillis(Math.max(0, beginMillis - this.modified)) : null,
				(this.noticed != 0) ? Duration.ofNanos(begin - this.noticed) : null, Math.max(0, this.changes - 1));
	}

}
