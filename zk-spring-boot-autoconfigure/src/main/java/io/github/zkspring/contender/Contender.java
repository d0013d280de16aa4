package io.github.zkspring.contender;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import io.github.zkspring.client.Backoff;
import io.github.zkspring.client.ZkHandle;
import io.github.zkspring.client.ZkSessionState;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * One place in a queue: an ephemeral sequential znode, created again whenever it is lost,
 * and removed for certain when the contender withdraws.
 *
 * <p>
 * It is the contender's turn when its znode is the first of the queue. It watches its own
 * znode and the one right before it; after every event and every connection it lists the
 * queue anew, so a change that does not matter (data written into a znode) changes
 * nothing. All state but {@link #grant()} belongs to the engine loop.
 */
public final class Contender {

	private final QueueRequests requests;

	private final ContenderContext context;

	private final Enrolment enrolment;

	private final ContenderListener listener;

	private final Backoff backoff = new Backoff();

	private final Watcher watcher = this::watched;

	private final CompletableFuture<Void> gone = new CompletableFuture<>();

	private final CurrentGrant grant;

	/** Its znode, once the server has confirmed it. */
	private @Nullable Grant own;

	/** Counts connections: answers of an earlier one are not waited for. */
	private int generation;

	private boolean withdrawn;

	Contender(QueueRequests requests, ContenderContext context, Enrolment enrolment, ContenderListener listener) {
		this.requests = requests;
		this.context = context;
		this.enrolment = enrolment;
		this.listener = listener;
		this.grant = new CurrentGrant(context, listener);
	}

	/**
	 * What this contender holds, if it is its turn as far as this process knows. Whether
	 * the session still is certain is another question.
	 * @return the grant, or {@code null}
	 */
	public @Nullable Grant grant() {
		return this.grant.get();
	}

	/**
	 * Leave the queue. The turn ends at once; the znode is removed as soon as a server
	 * answers, however long that takes.
	 * @return completes when no znode of this contender is left
	 */
	public CompletableFuture<Void> withdraw() {
		this.context.loop().execute(() -> {
			this.withdrawn = true;
			this.grant.end();
			if (this.own == null && !this.enrolment.isUncertain()) {
				completeWithdrawal();
			}
			else {
				proceed();
			}
		});
		return this.gone;
	}

	boolean isGone() {
		return this.gone.isDone();
	}

	void connected(ZkHandle handle) {
		this.generation++;
		this.backoff.reset();
		Grant mine = this.own;
		if (mine != null && mine.sessionId() != handle.sessionId()) {
			forget();
		}
		proceed();
	}

	void disconnected(ZkSessionState state) {
		this.generation++;
		if (state == ZkSessionState.LOST || state == ZkSessionState.CLOSED) {
			forget();
			completeWithdrawal();
		}
	}

	/** Look at the queue anew. */
	void look() {
		if (this.own != null && !this.withdrawn) {
			proceed();
		}
	}

	void leaseEnded() {
		this.grant.revoke();
	}

	private void forget() {
		this.grant.end();
		this.own = null;
		this.enrolment.reset();
	}

	/** Do the next thing that leads to where this contender should be. */
	private void proceed() {
		ZkHandle handle = this.context.connection().handle();
		if (handle == null) {
			return;
		}
		if (this.enrolment.isUncertain()) {
			this.enrolment.search(handle, found(handle));
		}
		else if (this.withdrawn) {
			remove(handle);
		}
		else if (this.own == null) {
			this.enrolment.create(handle, found(handle));
		}
		else {
			check(handle, this.own);
		}
	}

	private BiConsumer<Code, Optional<Grant>> found(ZkHandle handle) {
		int asked = this.generation;
		return (code, znode) -> {
			znode.ifPresent((confirmed) -> this.own = confirmed);
			answered(asked, code, this::proceed);
		};
	}

	private void check(ZkHandle handle, Grant mine) {
		int asked = this.generation;
		// sent first, so that its answer comes first and a turn finds the session certain
		if (!this.context.connection().isCertain(mine.sessionId())) {
			this.context.heartbeat().beat();
		}
		this.requests.watch(handle, mine.name(), this.watcher, (code) -> {
		});
		this.requests.children(handle, (code, names) -> answered(asked, (code == Code.NONODE) ? Code.OK : code,
				() -> decide(handle, mine, names)));
	}

	private void decide(ZkHandle handle, Grant mine, List<String> names) {
		if (mine != this.own || this.withdrawn) {
			return;
		}
		Turn turn = Turn.of(names, mine.name());
		if (turn.position() < 0) {
			forget();
			proceed();
		}
		else if (turn.predecessor() == null) {
			this.backoff.reset();
			this.grant.turn(mine);
		}
		else {
			waitFor(handle, turn.predecessor());
		}
	}

	// between the list and the watch the predecessor may have gone: then look again
	private void waitFor(ZkHandle handle, String predecessor) {
		int asked = this.generation;
		this.requests.watch(handle, predecessor, this.watcher, (code) -> {
			if (code == Code.NONODE) {
				answered(asked, Code.OK, this::proceed);
			}
			else {
				answered(asked, code, this.backoff::reset);
			}
		});
	}

	private void remove(ZkHandle handle) {
		Grant mine = this.own;
		if (mine == null) {
			completeWithdrawal();
			return;
		}
		int asked = this.generation;
		this.requests.delete(handle, mine.name(),
				(code) -> answered(asked, (code == Code.NONODE) ? Code.OK : code, () -> {
					this.own = null;
					completeWithdrawal();
				}));
	}

	private void completeWithdrawal() {
		if (this.withdrawn) {
			this.gone.complete(null);
		}
	}

	private void watched(WatchedEvent event) {
		if (event.getType() != EventType.None) {
			this.context.loop().execute(this::look);
		}
	}

	private void answered(int asked, Code code, Runnable next) {
		if (asked != this.generation) {
			return;
		}
		switch (code) {
			case OK -> next.run();
			// the next connection proceeds from here
			case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED -> {
			}
			default -> {
				this.listener.failed(KeeperException.create(code, this.requests.queue()));
				this.context.loop().schedule(() -> answered(asked, Code.OK, this::proceed), this.backoff.next());
			}
		}
	}

}
