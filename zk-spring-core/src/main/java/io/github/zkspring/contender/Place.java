package io.github.zkspring.contender;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.github.zkspring.client.connection.ZkHandle;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * A contender's znode in its queue, and what is known about those before it. They only
 * ever become fewer: the server numbers znodes in the order of their creation, so a list
 * that was made after a znode shows everybody who is before it for good. That is why the
 * turn comes without another request when the last of them is known to have left.
 *
 * <p>
 * Who waits for a contender of this same process watches nothing, it is told: places that
 * have been left count no more from then on, whether their deletion has reached the
 * server yet or not. Others wait behind both of them until it has. Belongs to the engine
 * loop.
 */
class Place {

	private final Grant znode;

	private final QueueRequests requests;

	private final Attempts attempts;

	private final Places places;

	private final Occupant occupant;

	private final Set<Place> followers = new LinkedHashSet<>();

	private @Nullable Turn turn;

	private boolean left;

	Place(Grant znode, QueueRequests requests, Attempts attempts, Places places, Occupant occupant) {
		this.znode = znode;
		this.requests = requests;
		this.attempts = attempts;
		this.places = places;
		this.occupant = occupant;
	}

	Grant znode() {
		return this.znode;
	}

	boolean isLeft() {
		return this.left;
	}

	/**
	 * Look at everything, and watch from then on.
	 * @param handle the session of the znode
	 */
	void look(ZkHandle handle) {
		this.places.await(this, List.of());
		watchOwn(handle);
		list(handle);
	}

	/**
	 * Watch the znode itself.
	 * @param handle the session of the znode
	 */
	void watchOwn(ZkHandle handle) {
		this.requests.watch(handle, this.znode.name(), this.places, (code, stat) -> {
			if (code == Code.NONODE || (code == Code.OK && stat.getCzxid() != this.znode.czxid())) {
				vanished();
			}
			else {
				failed(code);
			}
		});
	}

	/**
	 * A request of this place was not answered as it should.
	 * @param code the answer
	 */
	void failed(Code code) {
		this.attempts.then(() -> {
		}).accept(code);
	}

	/**
	 * The znode is not there any more, by the word of a server.
	 */
	void vanished() {
		if (!this.left) {
			this.occupant.lost();
		}
	}

	private void list(ZkHandle handle) {
		this.requests.children(handle, this.attempts.thenTake(this::listed));
	}

	/**
	 * Take a list of the queue.
	 * @param names the names of the queue's children, after the znode was created
	 */
	void listed(List<String> names) {
		Turn seen = Turn.of(names, this.znode.name(), this.occupant.admission());
		if (seen == null) {
			vanished();
			return;
		}
		this.attempts.succeeded();
		Turn known = this.turn;
		decide((known != null) ? seen.without((name) -> !known.ahead().contains(name)) : seen);
	}

	/**
	 * One of those before, in another process, has gone. Others may have gone unnoticed.
	 * @param name the name of its znode
	 */
	void gone(String name) {
		Turn known = this.turn;
		if (known == null) {
			return;
		}
		this.turn = known.without(name::equals);
		ZkHandle handle = this.requests.handle();
		if (this.turn.hasCome()) {
			decide(this.turn);
		}
		else if (handle != null) {
			list(handle);
		}
	}

	/**
	 * Decide again by what is known.
	 */
	void reconsider() {
		if (this.turn != null) {
			decide(this.turn);
		}
	}

	private void decide(Turn next) {
		if (this.left) {
			return;
		}
		Turn present = next.without(this.places::isLeft);
		this.turn = present;
		this.places.await(this, present.awaited());
		this.occupant.placed(this.znode, present);
	}

	/**
	 * Watch one of those before.
	 * @param name the name of its znode
	 * @param answer takes the answer
	 */
	void watch(String name, Consumer<Code> answer) {
		ZkHandle handle = this.requests.handle();
		if (handle != null) {
			this.requests.watch(handle, name, this.places, (code, stat) -> answer.accept(code));
		}
	}

	String path(String name) {
		return this.requests.path(name);
	}

	void addFollower(Place follower) {
		this.followers.add(follower);
	}

	void removeFollower(Place follower) {
		this.followers.remove(follower);
	}

	/**
	 * Give the place up. Those of this process who wait for it move on at once.
	 */
	void leave() {
		if (!this.left) {
			this.left = true;
			this.places.await(this, List.of());
			List.copyOf(this.followers).forEach((follower) -> follower.follow(this));
			this.followers.clear();
		}
	}

	private void follow(Place neighbour) {
		if (this.turn != null) {
			Turn last = neighbour.turn;
			decide((last != null) ? this.turn.after(neighbour.znode.name(), last) : this.turn);
		}
	}

	/**
	 * Who has the place.
	 */
	interface Occupant {

		Admission admission();

		/**
		 * The place is known.
		 * @param znode the znode of the place
		 * @param turn the turn that comes with it
		 */
		void placed(Grant znode, Turn turn);

		/**
		 * The znode is gone.
		 */
		void lost();

	}

}
