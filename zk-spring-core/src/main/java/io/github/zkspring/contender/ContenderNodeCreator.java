package io.github.zkspring.contender;

import java.util.Optional;
import java.util.function.BiConsumer;

import io.github.zkspring.client.connection.Heartbeat;
import io.github.zkspring.client.connection.ZkHandle;
import org.apache.zookeeper.KeeperException.Code;

import org.springframework.util.AlternativeJdkIdGenerator;
import org.springframework.util.IdGenerator;

/**
 * Creates the znode of a contender, exactly one per session. A create whose answer is
 * lost may have succeeded. Its name contains a UUID that is not used for another znode,
 * and before the contender creates a znode again it searches the queue for that name.
 */
class ContenderNodeCreator {

	private static final IdGenerator IDS = new AlternativeJdkIdGenerator();

	private final QueueRequests requests;

	private final ContenderRegistration registration;

	private final Heartbeat heartbeat;

	private String prefix;

	private boolean uncertain;

	ContenderNodeCreator(QueueRequests requests, ContenderRegistration registration, Heartbeat heartbeat) {
		this.requests = requests;
		this.registration = registration;
		this.heartbeat = heartbeat;
		this.prefix = newPrefix();
	}

	/**
	 * Tests whether a znode may exist that no answer has confirmed.
	 * @return {@code true} until the outcome of the last create is known
	 */
	boolean isUncertain() {
		return this.uncertain;
	}

	/**
	 * Starts over with a new name: the last znode is deleted for certain, or its session
	 * has ended.
	 */
	void reset() {
		this.uncertain = false;
		this.prefix = newPrefix();
	}

	/**
	 * Creates the znode, and the queue where it is missing. Like a heartbeat the create
	 * is a write that proves the session.
	 * @param handle the session that will own the znode
	 * @param callback receives the created znode, or the code of the refusal
	 */
	void create(ZkHandle handle, BiConsumer<Code, Optional<Grant>> callback) {
		this.uncertain = true;
		String sent = this.prefix;
		Runnable acknowledged = this.heartbeat.sending(handle);
		this.requests.create(handle, sent, ContenderName.payload(this.registration.id(), this.registration.isAttempt()),
				(code, grant) -> {
					if (!sent.equals(this.prefix)) {
						return;
					}
					if (code == Code.OK) {
						acknowledged.run();
					}
					this.uncertain = switch (code) {
						case OK -> grant.isEmpty();
						case CONNECTIONLOSS, REQUESTTIMEOUT, OPERATIONTIMEOUT -> true;
						default -> false;
					};
					if (code == Code.NONODE) {
						this.requests.createQueue(handle, (created) -> callback.accept(created, Optional.empty()));
					}
					else {
						callback.accept(code, grant);
					}
				});
	}

	/**
	 * Determines the outcome of a create whose answer was lost. The answering server may
	 * not have applied that create yet, so a sync precedes the search.
	 * @param handle the session that sent the create
	 * @param callback receives the znode if it exists, or the code of a refusal
	 */
	void search(ZkHandle handle, BiConsumer<Code, Optional<Grant>> callback) {
		String sent = this.prefix;
		this.requests.sync(handle);
		this.requests.children(handle, (code, names) -> {
			if (!sent.equals(this.prefix)) {
				return;
			}
			Optional<String> found = names.stream().filter((name) -> name.startsWith(sent)).findFirst();
			if (found.isPresent()) {
				this.requests.read(handle, found.get(), (answer, grant) -> {
					this.uncertain = grant.isEmpty();
					callback.accept(answer, grant);
				});
			}
			else {
				this.uncertain = code != Code.OK && code != Code.NONODE;
				callback.accept(this.uncertain ? code : Code.OK, Optional.empty());
			}
		});
	}

	private String newPrefix() {
		return ContenderName.prefix(this.registration.id(), IDS.generateId(), this.registration.admission().isShared());
	}

}
