package io.github.zkspring.contender;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.connection.Heartbeat;
import io.github.zkspring.client.connection.Heartbeat.LeaseListener;
import io.github.zkspring.client.connection.ParentZnodes;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkConnectionListener;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.client.support.ZkThreads;

/**
 * The contenders of this application in all queues. Forwards connection and lease events
 * to them.
 */
public class Contenders implements ZkConnectionListener, LeaseListener {

	private static final Duration WITHDRAWAL_TIMEOUT = Duration.ofSeconds(2);

	private final ZkConnection connection;

	private final Heartbeat heartbeat;

	private final ZkEventLoop loop;

	private final ContenderNodes nodes;

	private final ParentZnodes parents;

	private final Set<Contender> contenders = ConcurrentHashMap.newKeySet();

	/**
	 * Creates an empty set of contenders.
	 * @param connection the connection whose session owns the znodes
	 * @param heartbeat keeps the session certain while contenders hold a grant
	 * @param loop runs the contenders and calls their listeners
	 */
	public Contenders(ZkConnection connection, Heartbeat heartbeat, ZkEventLoop loop) {
		this.connection = connection;
		this.heartbeat = heartbeat;
		this.loop = loop;
		this.nodes = new ContenderNodes(loop);
		this.parents = new ParentZnodes(connection);
		connection.addListener(this);
		heartbeat.addListener(this);
	}

	/**
	 * Returns the connection whose session owns the znodes: a grant is certain while
	 * {@link ZkConnection#isCertain(long)} accepts its session.
	 * @return the connection
	 */
	public ZkConnection connection() {
		return this.connection;
	}

	/**
	 * Returns the event loop that calls the listeners of the contenders.
	 * @return the event loop
	 */
	public ZkEventLoop loop() {
		return this.loop;
	}

	Heartbeat heartbeat() {
		return this.heartbeat;
	}

	ParentZnodes parents() {
		return this.parents;
	}

	ContenderNodes nodes() {
		return this.nodes;
	}

	/**
	 * Joins a queue, now or as soon as a server answers.
	 * @param registration describes the contender
	 * @param listener receives the grants and revocations
	 * @return the contender
	 */
	public Contender join(ContenderRegistration registration, Contender.Listener listener) {
		Contender contender = new Contender(this, registration, listener);
		this.contenders.add(contender);
		contender.withdrawal().thenRun(() -> this.contenders.remove(contender));
		this.loop.run(() -> {
			ZkHandle handle = this.connection.handle();
			if (handle != null) {
				contender.connected(handle);
			}
		});
		return contender;
	}

	/**
	 * Waits until a contender has left no znode. Does not wait on a thread of ZooKeeper,
	 * which receives the answer, nor while disconnected.
	 * @param withdrawal the withdrawal of the contender
	 */
	public void awaitWithdrawal(CompletableFuture<Void> withdrawal) {
		if (this.connection.handle() != null && !ZkThreads.isZooKeeper()) {
			ZkThreads.await(Stream.of(withdrawal), WITHDRAWAL_TIMEOUT);
		}
	}

	/**
	 * Tests whether a name looks like that of a contender's znode.
	 * @param name the name of a znode
	 * @return {@code true} when the znode would count as a contender
	 */
	public static boolean isContender(String name) {
		return ContenderName.sequence(name).isPresent();
	}

	/**
	 * Returns the ids of the contenders in a queue.
	 * @param children the names of the queue's children, in any order
	 * @return the ids in queue order
	 */
	public static List<String> ids(List<String> children) {
		return QueuePosition.inOrder(children).stream().map(ContenderName::id).toList();
	}

	/**
	 * Returns the ids of the admitted contenders in a queue.
	 * @param children the names of the queue's children, in any order
	 * @param admission the policy of the contenders; {@link AdmissionPolicy#exclusive()}
	 * for queues of exclusive and shared contenders
	 * @return the ids in queue order
	 */
	public static List<String> holders(List<String> children, AdmissionPolicy admission) {
		List<String> queue = QueuePosition.inOrder(children);
		return IntStream.range(0, queue.size())
			.filter((index) -> AdmissionPolicy.of(queue.get(index), admission).admits(queue.subList(0, index)))
			.mapToObj((index) -> ContenderName.id(queue.get(index)))
			.toList();
	}

	@Override
	public void connected(ZkHandle handle) {
		this.loop.execute(() -> {
			this.nodes.connected();
			this.contenders.forEach((contender) -> contender.connected(handle));
		});
	}

	@Override
	public void disconnected(ZkSessionState state) {
		this.loop.execute(() -> this.contenders.forEach((contender) -> contender.disconnected(state)));
	}

	@Override
	public void leaseBegan() {
		this.contenders.forEach(Contender::leaseBegan);
	}

	@Override
	public void leaseEnded() {
		this.contenders.forEach(Contender::leaseEnded);
	}

	@Override
	public void heartbeatRefused() {
		this.contenders.forEach(Contender::giveWay);
	}

	@Override
	public void heartbeatAccepted() {
		this.contenders.forEach(Contender::heartbeatAccepted);
	}

}
