package io.github.zkspring.contender;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkspring.client.LeaseListener;
import io.github.zkspring.client.ZkConnectionListener;
import io.github.zkspring.client.ZkHandle;
import io.github.zkspring.client.ZkSessionState;

/**
 * The contenders of this application, in whatever queues they stand.
 */
public class Contenders implements ZkConnectionListener, LeaseListener {

	private final ContenderContext context;

	private final Set<Contender> contenders = ConcurrentHashMap.newKeySet();

	/**
	 * Create the set of contenders.
	 * @param context what they stand on
	 */
	public Contenders(ContenderContext context) {
		this.context = context;
		context.connection().addListener(this);
		context.heartbeat().addListener(this);
	}

	/**
	 * Join a queue, now or as soon as a server answers.
	 * @param queue the path of the queue; created where it is missing
	 * @param entrant who joins
	 * @param listener is told about the turns
	 * @return the contender
	 */
	public Contender enrol(String queue, Entrant entrant, ContenderListener listener) {
		QueueRequests requests = new QueueRequests(queue, this.context.connection(), this.context.loop());
		Contender contender = new Contender(requests, this.context, new Enrolment(requests, entrant), listener);
		this.contenders.add(contender);
		this.context.loop().execute(() -> {
			ZkHandle handle = this.context.connection().handle();
			if (handle != null) {
				contender.connected(handle);
			}
		});
		return contender;
	}

	/**
	 * The ids of the contenders in a queue, by the names of its children.
	 * @param children the names of the queue's children, in any order
	 * @return the ids, the first contender first
	 */
	public static List<String> ids(List<String> children) {
		return Turn.queue(children).stream().map(ContenderName::id).toList();
	}

	@Override
	public void connected(ZkHandle handle) {
		this.context.loop().execute(() -> {
			this.contenders.removeIf(Contender::isGone);
			this.contenders.forEach((contender) -> contender.connected(handle));
		});
	}

	@Override
	public void disconnected(ZkSessionState state) {
		this.context.loop().execute(() -> this.contenders.forEach((contender) -> contender.disconnected(state)));
	}

	@Override
	public void leaseBegan() {
		this.contenders.forEach(Contender::lookAgain);
	}

	@Override
	public void leaseEnded() {
		this.contenders.forEach(Contender::leaseEnded);
	}

}
