package io.github.zkspring.contender;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;

import io.github.zkspring.client.connection.Heartbeat;
import io.github.zkspring.client.connection.ZkHandle;
import org.apache.zookeeper.KeeperException.Code;

import org.springframework.util.IdGenerator;

/**
 * Creates the znode of a contender, exactly one per session. A create whose answer is
 * lost may have succeeded. Its name contains a UUID that is not used for another znode,
 * and before the contender creates a znode again it searches the queue for that name.
 */
class ContenderNodeCreator {

	private final QueueRequests requests;

	private final ContenderRegistration registration;

	private final Heartbeat heartbeat;

	private final IdGenerator ids;

	private String prefix;

	private boolean uncertain;

	ContenderNodeCreator(QueueRequests requests, ContenderRegistration registration, Heartbeat heartbeat,
			IdGenerator ids) {
		this.requests = requests;
		this.registration = registration;
		this.heartbeat = heartbeat;
		this.ids = ids;
		this.prefix = newPrefix();
	}

	ContenderRegistration registration() {
		return this.registration;
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
		this.requests.create(handle, sent, this.registration.id().getBytes(StandardCharsets.UTF_8),
				(code, name, stat) -> {
					if (!sent.equals(this.prefix)) {
						return;
					}
					switch (code) {
						case OK -> {
							acknowledged.run();
							created(handle, name, stat.getCzxid(), callback);
						}
						case NONODE -> createQueue(handle, callback);
						case CONNECTIONLOSS, REQUESTTIMEOUT, OPERATIONTIMEOUT ->
							callback.accept(code, Optional.empty());
						default -> notCreated(code, callback);
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
			if (code != Code.OK && code != Code.NONODE) {
				callback.accept(code, Optional.empty());
			}
			else if (found.isEmpty()) {
				notCreated(Code.OK, callback);
			}
			else {
				readCzxid(handle, found.get(), callback);
			}
		});
	}

	private void readCzxid(ZkHandle handle, String name, BiConsumer<Code, Optional<Grant>> callback) {
		this.requests.exists(handle, name, (code, stat) -> {
			if (code == Code.OK) {
				created(handle, name, stat.getCzxid(), callback);
			}
			else {
				callback.accept(code, Optional.empty());
			}
		});
	}

	private void createQueue(ZkHandle handle, BiConsumer<Code, Optional<Grant>> callback) {
		this.uncertain = false;
		this.requests.createQueue(handle, (code) -> callback.accept(code, Optional.empty()));
	}

	private void created(ZkHandle handle, String name, long czxid, BiConsumer<Code, Optional<Grant>> callback) {
		this.uncertain = false;
		callback.accept(Code.OK, Optional.of(new Grant(this.requests.path(name), handle.sessionId(), czxid)));
	}

	private void notCreated(Code code, BiConsumer<Code, Optional<Grant>> callback) {
		this.uncertain = false;
		callback.accept(code, Optional.empty());
	}

	private String newPrefix() {
		return ContenderName.prefix(this.registration.id(), this.ids.generateId(),
				this.registration.admission().isShared());
	}

}
