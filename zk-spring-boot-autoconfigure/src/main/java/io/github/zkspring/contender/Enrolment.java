package io.github.zkspring.contender;

import java.util.Optional;
import java.util.function.BiConsumer;

import io.github.zkspring.client.ZkHandle;
import org.apache.zookeeper.KeeperException.Code;

/**
 * Gets a contender its znode, exactly one a session. A create whose answer is lost may
 * have happened: the name holds a UUID of this session's own, and before anything is
 * created again the queue is searched for it.
 */
class Enrolment {

	private final QueueRequests requests;

	private final Entrant entrant;

	private String prefix;

	private boolean uncertain;

	private boolean sealed;

	Enrolment(QueueRequests requests, Entrant entrant) {
		this.requests = requests;
		this.entrant = entrant;
		this.prefix = newPrefix();
	}

	Entrant entrant() {
		return this.entrant;
	}

	/**
	 * Whether a znode may exist that no answer has confirmed.
	 * @return {@code true} until it is known what became of a create
	 */
	boolean isUncertain() {
		return this.uncertain;
	}

	/**
	 * Start anew: the last znode is gone for certain, or its session is.
	 */
	void reset() {
		this.uncertain = false;
		this.sealed = false;
		this.prefix = newPrefix();
	}

	/**
	 * Create the znode, and the queue where it is missing.
	 * @param handle the session that will own it
	 * @param answer the znode, or what the server refused with
	 */
	void create(ZkHandle handle, BiConsumer<Code, Optional<Grant>> answer) {
		this.uncertain = true;
		String asked = this.prefix;
		this.requests.create(handle, asked, this.entrant.data(), (code, name, stat) -> {
			if (!asked.equals(this.prefix)) {
				return;
			}
			switch (code) {
				case OK -> confirm(new Grant(name, handle.sessionId(), stat.getCzxid()), answer);
				case NONODE -> createQueue(handle, answer);
				case CONNECTIONLOSS, REQUESTTIMEOUT, OPERATIONTIMEOUT -> answer.accept(code, Optional.empty());
				default -> refuse(code, answer);
			}
		});
	}

	/**
	 * Find out what became of a create whose answer got lost.
	 * @param handle the session that sent it
	 * @param answer the znode if it exists, or what the server refused with
	 */
	void search(ZkHandle handle, BiConsumer<Code, Optional<Grant>> answer) {
		String asked = this.prefix;
		this.requests.children(handle, (code, names) -> {
			if (!asked.equals(this.prefix)) {
				return;
			}
			Optional<String> found = names.stream().filter((name) -> name.startsWith(asked)).findFirst();
			if (code != Code.OK && code != Code.NONODE) {
				answer.accept(code, Optional.empty());
			}
			else if (found.isEmpty()) {
				refuse(Code.OK, answer);
			}
			else {
				this.requests.exists(handle, found.get(), null, (rc, stat) -> {
					if (rc == Code.OK) {
						confirm(new Grant(found.get(), handle.sessionId(), stat.getCzxid()), answer);
					}
					else {
						answer.accept(rc, Optional.empty());
					}
				});
			}
		});
	}

	/**
	 * Write into the znode once. Its version tells it from one that somebody creates
	 * under the same name after a deletion, for a check in a transaction sees versions
	 * only.
	 * @param handle the session that owns the znode
	 * @param znode the znode
	 */
	void seal(ZkHandle handle, Grant znode) {
		if (!this.sealed) {
			this.sealed = true;
			this.requests.setData(handle, znode.name(), this.entrant.data(), 0);
		}
	}

	/**
	 * Learn whether the znode has been written into; an answer of the server may be lost.
	 * @param seen whether the server says so
	 */
	void sealed(boolean seen) {
		this.sealed = seen;
	}

	private void createQueue(ZkHandle handle, BiConsumer<Code, Optional<Grant>> answer) {
		this.uncertain = false;
		this.requests.createQueue(handle, (code) -> answer.accept(code, Optional.empty()));
	}

	private void confirm(Grant znode, BiConsumer<Code, Optional<Grant>> answer) {
		this.uncertain = false;
		answer.accept(Code.OK, Optional.of(znode));
	}

	private void refuse(Code code, BiConsumer<Code, Optional<Grant>> answer) {
		this.uncertain = false;
		answer.accept(code, Optional.empty());
	}

	private String newPrefix() {
		return ContenderName.prefix(this.entrant.id(), this.entrant.admission().isShared());
	}

}
