package io.github.zkspring.recipe;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.ZkSessionExpiredException;
import io.github.zkspring.client.ZnodeNotFoundException;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Operation;
import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.WaitSignal;
import io.github.zkspring.client.connection.ZnodeContent;
import io.github.zkspring.client.connection.ZnodeOperations;
import io.github.zkspring.recipe.EphemeralNodes.EphemeralNode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A member of a {@link ZkDoubleBarrier}. A member that sees enough members admits them:
 * it writes their names into the parent, in the version that it has read. A member that
 * stops waiting writes the parent in the same transaction, so that it is not admitted
 * later.
 */
class ZnodeDoubleBarrier implements ZkDoubleBarrier {

	private static final String PREFIX = "member-";

	private final RecipeRequests requests;

	private final EphemeralNodes nodes;

	private final String path;

	private final int members;

	private volatile @Nullable EphemeralNode own;

	private List<String> round = List.of();

	ZnodeDoubleBarrier(RecipeRequests requests, EphemeralNodes nodes, String path, int members) {
		Assert.isTrue(members > 0, "'members' must be at least 1");
		this.requests = requests;
		this.nodes = nodes;
		this.path = path;
		this.members = members;
	}

	@Override
	public String path() {
		return this.path;
	}

	@Override
	public boolean isParticipating() {
		EphemeralNode mine = this.own;
		return mine != null && this.nodes.isOfCurrentSession(mine);
	}

	@Override
	public boolean enter(Duration timeout) {
		Assert.state(this.own == null, "this member has already entered");
		Deadline end = Deadline.after(timeout);
		EphemeralNode mine = join(end.orLater(this.requests.deadline()));
		boolean entered = false;
		try {
			entered = enter(mine, end);
			return entered;
		}
		finally {
			if (!entered) {
				this.nodes.remove(mine);
			}
		}
	}

	private EphemeralNode join(Deadline deadline) {
		String member = ZkPaths.join(this.path, PREFIX + UUID.randomUUID());
		return this.nodes.create(member, deadline).orElseThrow(() -> new ZkSessionExpiredException(member, null));
	}

	private boolean enter(EphemeralNode mine, Deadline end) {
		String name = ZkPaths.name(mine.path());
		boolean leaving = false;
		try (WaitSignal signal = this.requests.createSignal()) {
			while (true) {
				Deadline deadline = end.orLater(this.requests.deadline());
				Round seen = read(signal, deadline);
				if (seen.admitted().contains(name)) {
					this.round = seen.admitted();
					this.own = mine;
					return true;
				}
				if (!seen.present().contains(name)) {
					return notPresent(mine, leaving);
				}
				if (seen.isOver() && seen.present().size() >= this.members) {
					admit(seen, deadline);
				}
				else if (!signal.await(this.path, end)) {
					leaving = true;
					if (withdraw(mine, seen, deadline)) {
						return false;
					}
				}
			}
		}
	}

	private boolean notPresent(EphemeralNode mine, boolean leaving) {
		if (leaving) {
			return false;
		}
		if (this.nodes.isOfCurrentSession(mine)) {
			throw new ZnodeNotFoundException(mine.path(), null);
		}
		throw new ZkSessionExpiredException(mine.path(), null);
	}

	// reads the admitted members first: once they are absent, they stay absent
	private Round read(WaitSignal signal, Deadline deadline) {
		ZnodeContent parent = this.requests.execute(this.requests.znodes().get(this.path, signal), deadline)
			.orElseGet(() -> new ZnodeContent(new byte[0], new Stat()));
		List<String> present = this.requests.execute(this.requests.znodes().children(this.path, signal), deadline)
			.stream()
			.filter((name) -> name.startsWith(PREFIX))
			.toList();
		return new Round(Round.parse(parent.text()), parent.stat().getVersion(), present);
	}

	private void admit(Round seen, Deadline deadline) {
		List<String> names = seen.present().stream().sorted().limit(this.members).toList();
		Request<Stat> write = this.requests.znodes().set(this.path, Round.format(names), seen.version()).request();
		this.requests.attempt(Operation.repeatable(this.path, "write to", write), deadline);
	}

	private boolean withdraw(EphemeralNode mine, Round seen, Deadline deadline) {
		List<Op> operations = List.of(
				Op.setData(this.requests.connection().serverPath(this.path), Round.format(seen.admitted()),
						seen.version()),
				Op.delete(this.requests.connection().serverPath(mine.path()), ZnodeOperations.ANY));
		Request<List<OpResult>> transaction = this.requests.znodes().transaction(operations);
		return this.requests.attempt(Operation.repeatable(this.path, "write to", transaction), deadline).isPresent();
	}

	@Override
	public boolean leave(Duration timeout) {
		EphemeralNode mine = this.own;
		Assert.state(mine != null, "this member has not entered");
		List<String> others = this.round;
		this.own = null;
		this.nodes.remove(mine);
		Boolean left = this.requests.await(this.path, timeout, (signal, deadline) -> {
			List<String> present = this.requests.execute(this.requests.znodes().children(this.path, signal), deadline);
			return present.stream().noneMatch(others::contains) ? Boolean.TRUE : null;
		});
		return left != null;
	}

	/**
	 * The state of the barrier that a member reads. The payload of the parent holds the
	 * names of the members that were admitted last. A round is over when none of them is
	 * present; names are unique, so it stays over.
	 *
	 * @param admitted the names of the admitted members
	 * @param version the version of the parent
	 * @param present the names of the present members
	 */
	private record Round(List<String> admitted, int version, List<String> present) {

		static List<String> parse(String payload) {
			return payload.isEmpty() ? List.of() : List.of(payload.split("\n"));
		}

		static byte[] format(Collection<String> names) {
			return String.join("\n", names).getBytes(StandardCharsets.UTF_8);
		}

		boolean isOver() {
			return this.present.stream().noneMatch(this.admitted::contains);
		}

	}

}
