package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.ZkSessionExpiredException;
import io.github.zkspring.client.ZnodeNotFoundException;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Outcome;
import io.github.zkspring.client.connection.WaitSignal;
import io.github.zkspring.client.connection.ZnodeContent;
import io.github.zkspring.client.connection.ZnodeRequests;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A member of a double barrier. Whoever sees enough members lets them in, by writing
 * their names into the parent in the version that it has read. Who gives up waiting
 * writes the parent in the same transaction, so that nobody is let in who has gone.
 */
class ZnodeDoubleBarrier implements ZkDoubleBarrier {

	private static final String PREFIX = "member-";

	private final RecipeRequests requests;

	private final Ephemerals ephemerals;

	private final String path;

	private final int members;

	private volatile @Nullable Ephemeral own;

	private List<String> round = List.of();

	ZnodeDoubleBarrier(RecipeRequests requests, Ephemerals ephemerals, String path, int members) {
		Assert.isTrue(members > 0, "'members' must be one at least");
		this.requests = requests;
		this.ephemerals = ephemerals;
		this.path = path;
		this.members = members;
	}

	@Override
	public String path() {
		return this.path;
	}

	@Override
	public boolean isParticipating() {
		Ephemeral mine = this.own;
		return mine != null && this.ephemerals.isOfThisSession(mine);
	}

	@Override
	public boolean enter(Duration timeout) {
		Assert.state(this.own == null, "this member is in already");
		Deadline end = Deadline.after(timeout);
		Ephemeral mine = join(end.orLater(this.requests.deadline()));
		boolean entered = false;
		try {
			entered = enter(mine, end);
			return entered;
		}
		finally {
			if (!entered) {
				this.ephemerals.remove(mine);
			}
		}
	}

	private Ephemeral join(Deadline deadline) {
		String member = ZkPaths.join(this.path, PREFIX + UUID.randomUUID());
		return this.ephemerals.create(member, deadline).orElseThrow(() -> new ZkSessionExpiredException(member, null));
	}

	private boolean enter(Ephemeral mine, Deadline end) {
		String name = ZkPaths.name(mine.path());
		boolean leaving = false;
		try (WaitSignal wakeup = this.requests.calls().wakeup()) {
			while (true) {
				Deadline deadline = end.orLater(this.requests.deadline());
				BarrierRound seen = look(wakeup, deadline);
				if (seen.admitted().contains(name)) {
					this.round = seen.admitted();
					this.own = mine;
					return true;
				}
				if (!seen.present().contains(name)) {
					return gone(mine, leaving);
				}
				if (seen.isOver() && seen.present().size() >= this.members) {
					admit(seen, deadline);
				}
				else if (!wakeup.await(this.path, end)) {
					leaving = true;
					if (withdraw(mine, seen, deadline)) {
						return false;
					}
				}
			}
		}
	}

	private boolean gone(Ephemeral mine, boolean leaving) {
		if (leaving) {
			return false;
		}
		if (this.ephemerals.isOfThisSession(mine)) {
			throw new ZnodeNotFoundException(mine.path(), null);
		}
		throw new ZkSessionExpiredException(mine.path(), null);
	}

	// the admitted first: when none of them is there later, none comes any more
	private BarrierRound look(WaitSignal wakeup, Deadline deadline) {
		ZnodeContent parent = this.requests.calls()
			.read(this.path, deadline, this.requests.znodes().get(this.path, wakeup))
			.orElseGet(() -> new ZnodeContent(new byte[0], new Stat()));
		List<String> present = this.requests.children(this.path, wakeup, deadline)
			.stream()
			.filter((name) -> name.startsWith(PREFIX))
			.toList();
		return new BarrierRound(BarrierRound.read(parent.text()), parent.stat().getVersion(), present);
	}

	private void admit(BarrierRound seen, Deadline deadline) {
		List<String> names = seen.present().stream().sorted().limit(this.members).toList();
		Outcome<Stat> outcome = this.requests.calls()
			.write(this.path, deadline,
					this.requests.znodes().set(this.path, BarrierRound.write(names), seen.version()));
		if (outcome.isLost()) {
			this.requests.calls().pause(this.path, deadline);
		}
		else if (outcome.code() != Code.BADVERSION) {
			outcome.orThrow(this.path, "write to");
		}
	}

	private boolean withdraw(Ephemeral mine, BarrierRound seen, Deadline deadline) {
		List<Op> operations = List.of(
				Op.setData(this.requests.connection().serverPath(this.path), BarrierRound.write(seen.admitted()),
						seen.version()),
				Op.delete(this.requests.connection().serverPath(mine.path()), ZnodeRequests.ANY));
		Outcome<List<OpResult>> outcome = this.requests.calls()
			.write(this.path, deadline, this.requests.znodes().transaction(operations));
		if (outcome.isLost()) {
			this.requests.calls().pause(this.path, deadline);
			this.requests.sync(this.path, deadline);
			return false;
		}
		if (outcome.code() == Code.BADVERSION || outcome.code() == Code.NONODE) {
			return false;
		}
		outcome.orThrow(this.path, "write to");
		return true;
	}

	@Override
	public boolean leave(Duration timeout) {
		Ephemeral mine = this.own;
		Assert.state(mine != null, "this member is not in");
		List<String> others = this.round;
		this.own = null;
		this.ephemerals.remove(mine);
		Boolean left = this.requests.await(this.path, timeout, (wakeup, deadline) -> {
			List<String> present = this.requests.children(this.path, wakeup, deadline);
			return present.stream().noneMatch(others::contains) ? Boolean.TRUE : null;
		});
		return left != null;
	}

}
