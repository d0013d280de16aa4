package io.github.zkspring.contender;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.connection.ZkHandle;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * One place in a queue: an ephemeral sequential znode, created again whenever it is lost,
 * and removed for certain when the contender withdraws.
 *
 * <p>
 * Its {@link Admission} says when it is the contender's turn. After every event and every
 * connection it looks again, so a change that does not matter (data written into a znode)
 * changes nothing. All state but {@link #grant()} belongs to the engine loop.
 */
public final class Contender {

	private final QueueRequests requests;

	private final Places places;

	private final Enrolment enrolment;

	/** Whether it is there for one turn and no more. */
	private final boolean once;

	private final ContenderListener listener;

	private final Attempts attempts;

	private final CompletableFuture<Void> gone = new CompletableFuture<>();

	private final CurrentGrant grant;

	/** Its place, once the server has confirmed the znode. */
	private @Nullable Place place;

	private boolean withdrawn;

	Contender(QueueRequests requests, Places places, Enrolment enrolment, boolean once, ContenderListener listener) {
		this.requests = requests;
		this.places = places;
		this.enrolment = enrolment;
		this.once = once;
		this.listener = listener;
		this.attempts = new Attempts(places.context().loop(),
				(code) -> listener.failed(KeeperException.create(code, requests.queue())), this::proceed);
		this.grant = new CurrentGrant(places.context(), enrolment.entrant().onSuspended(), listener);
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
	 * @return completes when no znode of this contender is left, on the engine loop
	 */
	public CompletableFuture<Void> withdraw() {
		this.places.context().loop().run(this::leave);
		return this.gone;
	}

	private void leave() {
		if (this.withdrawn) {
			return;
		}
		this.withdrawn = true;
		Runnable told = this.grant.end();
		Place left = this.place;
		ZkHandle handle = this.requests.handle();
		if (left != null && handle != null) {
			remove(handle, left);
		}
		told.run();
		if (left != null) {
			left.leave();
		}
		else {
			completeWithdrawal();
		}
	}

	CompletableFuture<Void> gone() {
		return this.gone;
	}

	void connected(ZkHandle handle) {
		this.attempts.renew();
		Place mine = this.place;
		if (mine != null && mine.znode().sessionId() != handle.sessionId()) {
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

	void leaseBegan() {
		if (this.place != null) {
			this.place.reconsider();
		}
	}

	void leaseEnded() {
		boolean over = this.once && this.grant.get() != null;
		this.grant.revoke();
		if (over) {
			leave();
		}
	}

	private void forget() {
		this.withdrawn = this.withdrawn || (this.once && this.grant.get() != null);
		this.grant.end().run();
		if (this.place != null) {
			this.places.remove(this.place);
		}
		this.place = null;
		this.enrolment.reset();
	}

	private void proceed() {
		ZkHandle handle = this.requests.handle();
		if (handle == null) {
			return;
		}
		if (this.enrolment.isUncertain()) {
			Consumer<Code> done = this.attempts.then(this::proceed);
			this.enrolment.search(handle, (code, znode) -> {
				znode.ifPresent(this::confirmed);
				done.accept(code);
			});
		}
		else if (this.place == null && this.withdrawn) {
			completeWithdrawal();
		}
		else if (this.place == null) {
			enrol(handle);
		}
		else if (this.withdrawn) {
			remove(handle, this.place);
		}
		else {
			this.place.look(handle);
		}
	}

	// the list leaves with the create, and is answered behind it
	private void enrol(ZkHandle handle) {
		Consumer<Code> done = this.attempts.then(this::proceed);
		this.enrolment.create(handle, (code, znode) -> {
			znode.ifPresent(this::confirmed);
			if (znode.isEmpty() || this.withdrawn) {
				done.accept(code);
			}
		});
		this.requests.children(handle, this.attempts.thenTake((names) -> {
			if (this.place != null) {
				this.place.listed(names);
			}
		}));
	}

	private void confirmed(Grant znode) {
		if (this.place == null) {
			this.place = new Place(znode, this.requests, this.attempts, this.places, new Occupant());
			this.places.add(this.place, this.once);
			if (this.withdrawn) {
				this.place.leave();
			}
		}
	}

	private void remove(ZkHandle handle, Place left) {
		Consumer<Code> removed = this.attempts.then(() -> {
			forget();
			completeWithdrawal();
		});
		this.requests.delete(handle, left.znode().name(),
				(code) -> removed.accept((code == Code.NONODE) ? Code.OK : code));
	}

	private void completeWithdrawal() {
		if (this.withdrawn && !this.enrolment.isUncertain()) {
			this.gone.complete(null);
		}
	}

	/**
	 * What the place is for.
	 */
	private final class Occupant implements Place.Occupant {

		@Override
		public Admission admission() {
			return Contender.this.enrolment.entrant().admission();
		}

		@Override
		public void placed(Grant znode, Turn turn) {
			Contender.this.listener.placed();
			Contender.this.grant.place(znode, turn);
		}

		// the successor is told at the same time: no request comes between here and the
		// end
		@Override
		public void lost() {
			Place lost = Contender.this.place;
			forget();
			if (lost != null) {
				lost.leave();
			}
			proceed();
		}

	}

}
