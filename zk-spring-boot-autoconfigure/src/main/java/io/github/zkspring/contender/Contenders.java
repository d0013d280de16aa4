package io.github.zkspring.contender;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkspring.client.EngineLoop;
import io.github.zkspring.client.ZkConnection;
import io.github.zkspring.client.ZkConnectionListener;
import io.github.zkspring.client.ZkHandle;
import io.github.zkspring.client.ZkSessionState;
import org.jspecify.annotations.Nullable;

/**
 * The contenders of this application, in whatever queues they stand.
 */
public class Contenders implements ZkConnectionListener {

	private final ZkConnection connection;

	private final EngineLoop loop;

	private final Set<Contender> contenders = ConcurrentHashMap.newKeySet();

	/**
	 * Create the set of contenders.
	 * @param connection where the queues are
	 * @param loop where the contenders keep their state
	 */
	public Contenders(ZkConnection connection, EngineLoop loop) {
		this.connection = connection;
		this.loop = loop;
		connection.addListener(this);
	}

	/**
	 * Join a queue, now or as soon as a server answers.
	 * @param queue the path of the queue; created where it is missing
	 * @param data what the contender's znode holds
	 * @param listener is told about the turns
	 * @return the contender
	 */
	public Contender enrol(String queue, byte[] data, ContenderListener listener) {
		QueueRequests requests = new QueueRequests(queue, this.connection, this.loop);
		Contender contender = new Contender(requests, this.connection, this.loop, new Enrolment(requests, data),
				listener);
		this.contenders.add(contender);
		this.loop.execute(() -> {
			ZkHandle handle = this.connection.handle();
			if (handle != null) {
				contender.connected(handle);
			}
		});
		return contender;
	}

	/**
	 * Whether a contender holds its turn, and the session of the turn is certain. Reads
	 * memory only.
	 * @param contender the contender
	 * @return the grant to rely on now, or {@code null}
	 */
	public @Nullable Grant certainGrant(Contender contender) {
		Grant grant = contender.grant();
		return (grant != null && this.connection.isCertain(grant.sessionId())) ? grant : null;
	}

	/**
	 * The contenders in a queue, by the names of its children.
	 * @param children the names of the queue's children, in any order
	 * @return the contenders among them, the first one first
	 */
	public static List<String> inOrder(List<String> children) {
		return Turn.queue(children);
	}

	@Override
	public void connected(ZkHandle handle) {
		this.loop.execute(() -> {
			this.contenders.removeIf(Contender::isGone);
			this.contenders.forEach((contender) -> contender.connected(handle));
		});
	}

	@Override
	public void disconnected(ZkSessionState state) {
		this.loop.execute(() -> this.contenders.forEach((contender) -> contender.disconnected(state)));
	}

}
