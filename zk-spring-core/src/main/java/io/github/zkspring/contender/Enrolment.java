package io.github.zkspring.contender;

import java.util.Optional;
import java.util.function.BiConsumer;

import io.github.zkspring.client.connection.Heartbeat;
import io.github.zkspring.client.connection.ZkHandle;
import org.apache.zookeeper.KeeperException.Code;

import org.springframework.util.IdGenerator;

/**
 * Gets a contender its znode, exactly one a session. A create whose answer is lost may
 * have happened: the name holds a UUID of this session's own, and before anything is
 * created again the queue is searched for it.
 */
class Enrolment {

	private final QueueRequests requests;

	private final Entrant entrant;

	private final Heartbeat heartbeat;

	private final IdGenerator ids;

	private String prefix;

	private boolean uncertain;

	Enrolment(QueueRequests requests, Entrant entrant, Heartbeat heartbeat, IdGenerator ids) {
		this.requests = requests;
		this.entrant = entrant;
		this.heartbeat = heartbeat;
		this.ids = ids;
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
		this.prefix = newPrefix();
	}

	/**
	 * Create the znode, and the queue where it is missing. That is a write which proves
	 * the session, as a heartbeat does.
	 * @param handle the session that will own it
	 * @param answer the znode, or what the server refused with
	 */
	void create(ZkHandle handle, BiConsumer<Code, Optional<Grant>> answer) {
		this.uncertain = true;
		String asked = this.prefix;
		Runnable acknowledged = this.heartbeat.sending(handle);
		this.requests.create(handle, asked, this.entrant.data(), (code, name, stat) -> {
			if (!asked.equals(this.prefix)) {
				return;
			}
			switch (code) {
				case OK -> {
					acknowledged.run();
					confirm(new Grant(name, handle.sessionId(), stat.getCzxid()), answer);
				}
				case NONODE -> createQueue(handle, answer);
				case CONNECTIONLOSS, REQUESTTIMEOUT, OPERATIONTIMEOUT -> answer.accept(code, Optional.empty());
				default -> refuse(code, answer);
			}
		});
	}

	/**
	 * Find out what became of a create whose answer got lost. The server that is asked
	 * may not have been told yet what it had done.
	 * @param handle the session that sent it
	 * @param answer the znode if it exists, or what the server refused with
	 */
	void search(ZkHandle handle, BiConsumer<Code, Optional<Grant>> answer) {
		String asked = this.prefix;
		this.requests.sync(handle);
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
				this.requests.exists(handle, found.get(), (rc, stat) -> {
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
		return ContenderName.prefix(this.entrant.id(), this.ids.generateId(), this.entrant.admission().isShared());
	}

}
