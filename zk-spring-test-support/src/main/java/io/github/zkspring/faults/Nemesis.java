package io.github.zkspring.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.zkspring.faults.HistoryEntry.Kind;

import static org.awaitility.Awaitility.await;

/**
 * Injects random faults into members behind proxies and into their server: restarts,
 * stops, cuts, kills.
 */
public final class Nemesis implements AutoCloseable {

	private final Random random;

	private final Duration session;

	private final ZooKeeperProcess server;

	private final BiFunction<String, String, ClientProcess> starter;

	private final List<HistoryEntry> deeds = new ArrayList<>();

	private final List<Member> members = new ArrayList<>();

	private final List<ClientProcess> dead = new ArrayList<>();

	private int started;

	/**
	 * Creates a nemesis.
	 * @param seed repeats the faults of a run
	 * @param session the session timeout of the members
	 * @param server the server
	 * @param starter starts a member by its name and connect string
	 */
	public Nemesis(long seed, Duration session, ZooKeeperProcess server,
			BiFunction<String, String, ClientProcess> starter) {
		this.random = new Random(seed);
		this.session = session;
		this.server = server;
		this.starter = starter;
	}

	/**
	 * Starts another member and waits until it has a session.
	 */
	public void start() {
		this.members.add(startMember());
	}

	private Member startMember() {
		TcpProxy proxy = TcpProxy.start(this.server);
		ClientProcess process = this.starter.apply("m" + ++this.started, proxy.connectString());
		process.awaitStarted();
		return new Member(process, proxy);
	}

	/**
	 * Injects faults for a given time.
	 * @param time for how long
	 * @param favourite a prefix of the name of who suffers most of the time
	 * @return the number of faults
	 */
	public int torment(Duration time, Supplier<String> favourite) {
		long end = System.nanoTime() + time.toNanos();
		int faults = 0;
		while (System.nanoTime() < end) {
			Member victim = victim(favourite.get());
			switch (this.random.nextInt(5)) {
				case 0 -> this.server.restart();
				case 1 -> suspend(victim, this.session.multipliedBy(2));
				case 2 -> suspend(victim, this.session.dividedBy(3));
				case 3 -> cut(victim);
				default -> replace(victim);
			}
			faults++;
			idle(Duration.ofMillis(this.random.nextInt(1500)));
		}
		return faults;
	}

	private Member victim(String favourite) {
		Member any = this.members.get(this.random.nextInt(this.members.size()));
		return this.members.stream()
			.filter((member) -> this.random.nextInt(3) > 0 && favourite.startsWith(member.process.member() + "-"))
			.findFirst()
			.orElse(any);
	}

	private void suspend(Member victim, Duration time) {
		long begin = System.nanoTime();
		victim.process.process().suspend();
		idle(time);
		long end = System.nanoTime();
		victim.process.process().resume();
		this.deeds.add(new HistoryEntry(victim.process.member(), 0, begin, end, Kind.STOPPED));
	}

	/** Shorter or longer than the session timeout. */
	private void cut(Member victim) {
		if (this.random.nextBoolean()) {
			victim.proxy.cut();
		}
		else {
			victim.proxy.swallowAnswers();
		}
		idle(this.session.multipliedBy(1 + this.random.nextInt(3)).dividedBy(2));
		victim.proxy.heal();
	}

	private void replace(Member victim) {
		victim.process.process().close();
		noteEnd(victim);
		this.dead.add(victim.process);
		victim.proxy.close();
		this.members.set(this.members.indexOf(victim), startMember());
	}

	// what it has sent last may have happened, and was not written down
	private void noteEnd(Member member) {
		this.deeds.add(HistoryEntry.now(member.process.member(), Kind.INDETERMINATE));
	}

	/**
	 * Restores the connections of all members.
	 */
	public void heal() {
		this.members.forEach((member) -> member.proxy.heal());
	}

	/**
	 * Returns the live members.
	 * @return their processes
	 */
	public List<ClientProcess> members() {
		return this.members.stream().map(Member::process).toList();
	}

	/**
	 * Terminates all members and kills a member that does not end in time.
	 * @param patience how long they get
	 * @throws InterruptedException when the thread is interrupted
	 */
	public void end(Duration patience) throws InterruptedException {
		if (!patience.isZero()) {
			this.members.forEach((member) -> member.process.process().terminate());
		}
		for (Member member : this.members) {
			if (patience.isZero() || !member.process.process().endsWithin(patience)) {
				member.process.process().close();
			}
			noteEnd(member);
		}
	}

	/**
	 * Returns the faults injected into members: stops and ends.
	 * @return the entries, by the names of the members
	 */
	public List<HistoryEntry> deeds() {
		return List.copyOf(this.deeds);
	}

	/**
	 * Returns the histories of all members, including dead ones.
	 * @return the entries
	 */
	public List<HistoryEntry> history() {
		return Stream.concat(this.members.stream().map(Member::process), this.dead.stream())
			.flatMap((process) -> process.history().stream())
			.toList();
	}

	private static void idle(Duration time) {
		long end = System.nanoTime() + time.toNanos();
		await().atMost(Timeouts.FAILOVER).pollInterval(Duration.ofMillis(20)).until(() -> System.nanoTime() > end);
	}

	@Override
	public void close() {
		this.members.forEach((member) -> {
			member.process.close();
			member.proxy.close();
		});
		this.dead.forEach(ClientProcess::close);
	}

	/**
	 * A member and its proxy.
	 */
	private record Member(ClientProcess process, TcpProxy proxy) {

	}

}
