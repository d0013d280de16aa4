package io.github.zkspring.contender;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.connection.LeaseListener;
import io.github.zkspring.client.connection.ZkConnectionListener;
import io.github.zkspring.client.connection.ZkHandle;

import org.springframework.util.AlternativeJdkIdGenerator;
import org.springframework.util.IdGenerator;

/**
 * The contenders of this application, in whatever queues they stand.
 */
public class Contenders implements ZkConnectionListener, LeaseListener {

	private final ContenderContext context;

	private final Places places;

	private final IdGenerator ids = new AlternativeJdkIdGenerator();

	private final Set<Contender> contenders = ConcurrentHashMap.newKeySet();

	/**
	 * Create the set of contenders.
	 * @param context what they stand on
	 */
	public Contenders(ContenderContext context) {
		this.context = context;
		this.places = new Places(context);
		context.connection().addListener(this);
		context.heartbeat().addListener(this);
	}

	/**
	 * Join a queue, now or as soon as a server answers, and stay until the withdrawal:
	 * who loses its place joins again at the end.
	 * @param queue the path of the queue; created where it is missing
	 * @param entrant who joins
	 * @param listener is told about the turns
	 * @return the contender
	 */
	public Contender enrol(String queue, Entrant entrant, ContenderListener listener) {
		return enrol(queue, entrant, false, listener);
	}

	/**
	 * Join a queue for one turn, now or as soon as a server answers. Who loses its place
	 * while it waits joins again at the end; with the end of its turn, for whatever
	 * reason, the contender withdraws by itself, and is never granted another one.
	 * @param queue the path of the queue; created where it is missing
	 * @param entrant who joins
	 * @param listener is told about the turn
	 * @return the contender
	 */
	public Contender enrolOnce(String queue, Entrant entrant, ContenderListener listener) {
		return enrol(queue, entrant, true, listener);
	}

	private Contender enrol(String queue, Entrant entrant, boolean once, ContenderListener listener) {
		QueueRequests requests = new QueueRequests(queue, this.context.connection(), this.context.loop());
		Enrolment enrolment = new Enrolment(requests, entrant, this.context.heartbeat(), this.ids);
		Contender contender = new Contender(requests, this.places, enrolment, once, listener);
		this.contenders.add(contender);
		contender.gone().thenRun(() -> this.contenders.remove(contender));
		this.context.loop().run(() -> {
			ZkHandle handle = this.context.connection().handle();
			if (handle != null) {
				contender.connected(handle);
			}
		});
		return contender;
	}

	/**
	 * Whether a znode looks like that of a contender.
	 * @param name the name of the znode
	 * @return {@code true} when it would count as one
	 */
	public static boolean isContender(String name) {
		return ContenderName.sequence(name).isPresent();
	}

	/**
	 * The ids of the contenders in a queue, by the names of its children.
	 * @param children the names of the queue's children, in any order
	 * @return the ids, the first contender first
	 */
	public static List<String> ids(List<String> children) {
		return Turn.queue(children).stream().map(ContenderName::id).toList();
	}

	/**
	 * The ids of those whose turn it is, by the names of the queue's children.
	 * @param children the names of the queue's children, in any order
	 * @param admission the admission of the contenders; {@link Admission#exclusive()} for
	 * queues of exclusive and shared ones
	 * @return the ids, the first contender first
	 */
	public static List<String> holders(List<String> children, Admission admission) {
		List<String> queue = Turn.queue(children);
		return IntStream.range(0, queue.size())
			.filter((place) -> Admission.of(queue.get(place), admission).admits(queue.subList(0, place)))
			.mapToObj((place) -> ContenderName.id(queue.get(place)))
			.toList();
	}

	@Override
	public void connected(ZkHandle handle) {
		this.context.loop().execute(() -> {
			this.places.connected();
			this.contenders.forEach((contender) -> contender.connected(handle));
		});
	}

	@Override
	public void disconnected(ZkSessionState state) {
		this.context.loop().execute(() -> this.contenders.forEach((contender) -> contender.disconnected(state)));
	}

	@Override
	public void leaseBegan() {
		this.contenders.forEach(Contender::leaseBegan);
	}

	@Override
	public void leaseEnded() {
		this.contenders.forEach(Contender::leaseEnded);
	}

}
