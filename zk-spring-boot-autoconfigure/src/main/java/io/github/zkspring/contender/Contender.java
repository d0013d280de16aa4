package io.github.zkspring.contender;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkConnection;
import io.github.zkspring.client.ZkHandle;
import io.github.zkspring.client.ZkSessionState;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * One place in a queue: an ephemeral sequential znode, created again whenever it is lost,
 * and removed for certain when the contender withdraws.
 *
 * <p>
 * Its {@link Admission} says when it is the contender's turn. It watches its own znode
 * and those it waits for; after every event and every connection it lists the queue anew,
 * so a change that does not matter (data written into a znode) changes nothing. All state
 * but {@link #grant()} belongs to the engine loop.
 */
public final class Contender {

	private final QueueRequests requests;

	private final ContenderContext context;

	private final Enrolment enrolment;

	private final ContenderListener listener;

	private final Attempts attempts;

	private final QueueLook queue;

	private final CompletableFuture<Void> gone = new CompletableFuture<>();

	private final CurrentGrant grant;

	/** Its znode, once the server has confirmed it. */
	private @Nullable Grant own;

	private final boolean once;

	private boolean withdrawn;

	Contender(QueueRequests requests, ContenderContext context, Enrolment enrolment, boolean once,
			ContenderListener listener) {
		this.requests = requests;
		this.once = once;
		this.context = context;
		this.enrolment = enrolment;
		this.listener = listener;
		this.attempts = new Attempts(context.loop(),
				(code) -> listener.failed(KeeperException.create(code, requests.queue())), this::proceed);
		this.queue = new QueueLook(requests, this.attempts, context.loop(), enrolment.entrant().admission(),
				new View());
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
		this.context.loop().execute(this::leave);
		return this.gone;
	}

	private void leave() {
		this.withdrawn = true;
		Runnable told = this.grant.end();
		if (this.own == null && !this.enrolment.isUncertain()) {
			completeWithdrawal();
		}
		else {
			proceed();
		}
		told.run();
	}

	CompletableFuture<Void> gone() {
		return this.gone;
	}

	void connected(ZkHandle handle) {
		this.attempts.renew();
		Grant mine = this.own;
		if (mine != null && mine.sessionId() != handle.sessionId()) {
			forget();
		}
		proceed();
	}

	void disconnected(ZkSessionState state) {
		this.attempts.renew();
		if (state != ZkSessionState.SUSPENDED) {
			forget();
			completeWithdrawal();
		}
		else if (this.enrolment.entrant().onSuspended() == OnSuspended.REVOKE) {
			leaseEnded();
		}
	}

	void lookAgain() {
		if (this.own != null && !this.withdrawn) {
			proceed();
		}
	}

	void leaseEnded() {
		if (this.once && this.grant.get() != null) {
			leave();
		}
		else {
			this.grant.revoke();
		}
	}

	private void forget() {
		this.withdrawn = this.withdrawn || (this.once && this.grant.get() != null);
		this.grant.end().run();
		this.own = null;
		this.enrolment.reset();
	}

	private void proceed() {
		ZkHandle handle = this.context.connection().handle();
		if (handle == null) {
			return;
		}
		if (this.enrolment.isUncertain()) {
			this.enrolment.search(handle, found());
		}
		else if (this.withdrawn) {
			remove(handle);
		}
		else if (this.own == null) {
			this.enrolment.create(handle, found());
		}
		else {
			check(handle, this.own);
		}
	}

	private BiConsumer<Code, Optional<Grant>> found() {
		Consumer<Code> answer = this.attempts.then(this::proceed);
		return (code, znode) -> {
			znode.ifPresent((confirmed) -> this.own = confirmed);
			answer.accept(code);
		};
	}

	private void check(ZkHandle handle, Grant mine) {
		// sent first, so that its answer comes first and a turn finds the session certain
		if (!this.context.connection().isCertain(mine.sessionId())) {
			this.context.heartbeat().beat();
		}
		this.enrolment.seal(handle, mine);
		this.queue.look(handle, mine);
	}

	private void remove(ZkHandle handle) {
		Grant mine = this.own;
		if (mine == null) {
			completeWithdrawal();
			return;
		}
		Consumer<Code> removed = this.attempts.then(this::lost);
		this.requests.delete(handle, mine.name(), (code) -> removed.accept((code == Code.NONODE) ? Code.OK : code));
	}

	private void lost() {
		forget();
		if (this.withdrawn) {
			completeWithdrawal();
		}
		else {
			proceed();
		}
	}

	private void completeWithdrawal() {
		if (this.withdrawn) {
			this.gone.complete(null);
		}
	}

	private final class View implements QueueLook.Viewer {

		@Override
		public void seen(Grant mine, Stat stat) {
			if (mine == Contender.this.own && stat.getCzxid() != mine.czxid()) {
				lost();
			}
			else if (mine == Contender.this.own) {
				Contender.this.enrolment.sealed(stat.getVersion() > 0);
			}
		}

		@Override
		public void placed(Grant mine, Turn turn) {
			if (mine == Contender.this.own && !Contender.this.withdrawn) {
				Contender.this.listener.placed();
				Contender.this.grant.place(mine, turn);
			}
		}

		// the successor is told at the same time: no request comes between here and the
		// end
		@Override
		public void deleted(String name) {
			if (Contender.this.own != null && Contender.this.own.name().equals(name)) {
				lost();
			}
			else {
				changed();
			}
		}

		@Override
		public void changed() {
			lookAgain();
		}

		@Override
		public @Nullable ZkHandle certainHandle(Grant mine) {
			ZkConnection connection = Contender.this.context.connection();
			return connection.isCertain(mine.sessionId()) ? connection.handle() : null;
		}

	}

}
