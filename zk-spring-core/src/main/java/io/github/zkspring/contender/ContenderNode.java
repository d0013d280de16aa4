package io.github.zkspring.contender;

import java.util.List;
import java.util.function.Consumer;

import io.github.zkspring.client.connection.SequenceNumbers;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * The znode of a contender, with its position in the queue. The set of contenders ahead
 * only shrinks: the server numbers znodes in the order of their creation, so a listing
 * that was taken after the creation of the znode contains every contender that can ever
 * be ahead of it. The contender is therefore admitted without another request when the
 * last of its blockers is known to be deleted.
 *
 * <p>
 * Contenders of the same process that wait for each other need no watch. A released znode
 * stops counting at once for them, before its deletion reaches the server; contenders of
 * other processes, which are behind both, wait until it does. Confined to the event loop.
 */
class ContenderNode {

	private final Grant grant;

	private final QueueRequests requests;

	private final ContenderNodes nodes;

	private final Contender contender;

	private @Nullable QueuePosition position;

	/** The names of the znodes that the contender waits for. */
	private List<String> blockers = List.of();

	private boolean released;

	ContenderNode(Grant grant, QueueRequests requests, ContenderNodes nodes, Contender contender) {
		this.grant = grant;
		this.requests = requests;
		this.nodes = nodes;
		this.contender = contender;
	}

	Grant grant() {
		return this.grant;
	}

	String queue() {
		return this.requests.queue();
	}

	String name() {
		return this.grant.name();
	}

	String path(String name) {
		return this.requests.path(name);
	}

	boolean isReleased() {
		return this.released;
	}

	/**
	 * Tests whether the position of the znode in the queue is defined.
	 * @return {@code false} for a number from which on the server repeats numbers
	 */
	boolean isOrdered() {
		return SequenceNumbers.isOrdered(sequence());
	}

	/**
	 * Tests whether the queue should be replaced when it is empty.
	 * @return {@code true} when the sequence numbers of the queue will be used up
	 */
	boolean isRenewalDue() {
		return SequenceNumbers.isRenewalDue(sequence());
	}

	private long sequence() {
		return ContenderName.sequence(name()).orElse(-1);
	}

	boolean isBlockedBy(String name) {
		return !this.released && this.blockers.contains(name);
	}

	/**
	 * Reads the queue and sets the watches, after a change of the connection or a retry.
	 */
	void refresh() {
		watchSelf();
		this.requests.list(this::listed);
	}

	/**
	 * Watches the znode itself, to detect its deletion by another client.
	 */
	void watchSelf() {
		this.requests.watch(name(), this.nodes, (code, stat) -> {
			if (code == Code.NONODE || (code == Code.OK && stat.getCzxid() != this.grant.czxid())) {
				deleted();
			}
			else {
				checkAnswer(code);
			}
		});
	}

	/**
	 * Handles the answer to a watch request: a refusal leads to a retry.
	 * @param code the answer
	 */
	void checkAnswer(Code code) {
		this.requests.then(() -> {
		}).accept(code);
	}

	/**
	 * Handles the report of a server that the znode does not exist.
	 */
	void deleted() {
		if (!this.released) {
			this.contender.nodeDeleted();
		}
	}

	/**
	 * Determines the position from a listing of the queue.
	 * @param names the names of the queue's children, read after the znode was created
	 */
	void listed(List<String> names) {
		QueuePosition listed = QueuePosition.of(names, name(), this.contender.admission());
		if (listed == null) {
			deleted();
			return;
		}
		this.requests.succeeded();
		QueuePosition known = this.position;
		update((known != null) ? listed.without((name) -> !known.ahead().contains(name)) : listed);
	}

	/**
	 * Handles the deletion of a znode ahead by another process. Other deletions may have
	 * gone unnoticed, so the queue is listed again unless the contender is admitted.
	 * @param name the name of the deleted znode
	 */
	void blockerDeleted(String name) {
		QueuePosition known = this.position;
		if (known == null) {
			return;
		}
		QueuePosition next = known.without(name::equals);
		this.position = next;
		if (next.isAdmitted()) {
			update(next);
		}
		else {
			this.requests.list(this::listed);
		}
	}

	/**
	 * Updates the grant from the known position, because the session has become certain.
	 */
	void reconsider() {
		if (this.position != null) {
			update(this.position);
		}
	}

	private void update(QueuePosition next) {
		if (!this.released) {
			QueuePosition current = next.without((name) -> this.nodes.isReleased(queue(), name));
			this.position = current;
			this.blockers = current.blockers();
			this.nodes.watchBlockers(this, this.blockers);
			this.contender.positionKnown(this.grant, current);
		}
	}

	boolean isUndecided() {
		return this.contender.isUndecided();
	}

	/**
	 * Marks the znode of an attempt as that of a holder, for attempts behind it.
	 * @param payload the payload
	 */
	void markHeld(byte[] payload) {
		this.requests.write(name(), payload);
		this.nodes.blockedBy(queue(), name()).forEach(ContenderNode::reconsider);
	}

	/**
	 * Determines whether all blockers hold a grant or wait for one. A blocker that is an
	 * undecided attempt is either deleted or marked within a short time; both lead to a
	 * new position, because blockers are watched.
	 * @param taken runs when it is so
	 */
	void checkBlockers(Runnable taken) {
		checkBlockers(this.blockers, 0, taken);
	}

	private void checkBlockers(List<String> checked, int index, Runnable taken) {
		if (this.released || checked != this.blockers) {
			return;
		}
		if (index == checked.size()) {
			taken.run();
			return;
		}
		Runnable next = () -> checkBlockers(checked, index + 1, taken);
		Boolean undecided = this.nodes.isUndecided(queue(), checked.get(index));
		if (undecided == null) {
			this.requests.payload(checked.get(index), (code, payload) -> {
				if (code == Code.OK && !ContenderName.isAttempt(payload)) {
					next.run();
				}
				else if (code != Code.OK && code != Code.NONODE) {
					checkAnswer(code);
				}
			});
		}
		else if (!undecided) {
			next.run();
		}
	}

	/**
	 * Watches a znode ahead.
	 * @param name the name of the znode
	 * @param callback receives the answer
	 */
	void watch(String name, Consumer<Code> callback) {
		this.requests.watch(name, this.nodes, (code, stat) -> callback.accept(code));
	}

	/**
	 * Releases the znode. Contenders of this process that wait for it move up at once.
	 */
	void release() {
		if (!this.released) {
			this.released = true;
			this.nodes.blockedBy(queue(), name()).forEach((waiter) -> waiter.blockerReleased(this));
		}
	}

	private void blockerReleased(ContenderNode blocker) {
		if (this.position != null) {
			QueuePosition last = blocker.position;
			update((last != null) ? this.position.afterDeparture(blocker.name(), last) : this.position);
		}
	}

}
