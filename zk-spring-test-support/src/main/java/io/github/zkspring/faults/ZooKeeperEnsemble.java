package io.github.zkspring.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import static org.awaitility.Awaitility.await;

/**
 * Three ZooKeeper servers in separate processes that form an ensemble, on the loopback
 * address or on separate machines.
 */
public final class ZooKeeperEnsemble implements AutoCloseable {

	private static final int SIZE = 3;

	// an election does not wait long for a server that no packet reaches
	private static final List<String> OPTIONS = List.of("-Dzookeeper.cnxTimeout=500");

	private final List<ZooKeeperProcess> servers;

	private ZooKeeperEnsemble(List<ZooKeeperProcess> servers) {
		this.servers = servers;
	}

	/**
	 * Starts an ensemble on the loopback address.
	 * @param limits how patient its servers are
	 * @return the ensemble, with a leader and two followers
	 */
	public static ZooKeeperEnsemble start(QuorumLimits limits) {
		return start(limits, List.of(Machine.LOCAL, Machine.LOCAL, Machine.LOCAL));
	}

	/**
	 * Starts an ensemble on three machines.
	 * @param limits how patient its servers are
	 * @param machines where they run
	 * @return the ensemble, with a leader and two followers
	 */
	public static ZooKeeperEnsemble start(QuorumLimits limits, List<Machine> machines) {
		StringBuilder quorum = new StringBuilder(
				"initLimit=%d%nsyncLimit=%d%n".formatted(limits.initLimit(), limits.syncLimit()));
		for (int id = 1; id <= SIZE; id++) {
			quorum.append("server.%d=%s:%d:%d%n".formatted(id, machines.get(id - 1).address(), FreePorts.take(),
					FreePorts.take()));
		}
		List<ZooKeeperProcess> servers = new ArrayList<>();
		for (int id = 1; id <= SIZE; id++) {
			servers.add(new ZooKeeperProcess(machines.get(id - 1), FreePorts.take(), OPTIONS, id, quorum.toString()));
		}
		ZooKeeperEnsemble ensemble = new ZooKeeperEnsemble(List.copyOf(servers));
		ensemble.launch();
		ensemble.awaitComplete();
		return ensemble;
	}

	/**
	 * Restarts all servers without waiting for them.
	 */
	public void launch() {
		this.servers.forEach(ZooKeeperProcess::launch);
	}

	/**
	 * Waits until one server leads and the two others follow.
	 */
	public void awaitComplete() {
		await("a leader and two followers, logs in target/processes").atMost(Timeouts.FAILOVER)
			.pollInterval(Duration.ofMillis(50))
			.until(() -> modes().equals(List.of("follower", "follower", "leader")));
	}

	/**
	 * Waits for a leading server and returns it.
	 * @return the leader
	 */
	public ZooKeeperProcess leader() {
		return await().atMost(Timeouts.FAILOVER)
			.until(() -> this.servers.stream().filter((server) -> server.mode().equals("leader")).toList(),
					(leaders) -> leaders.size() == 1)
			.get(0);
	}

	/**
	 * Returns the servers that currently follow.
	 * @return the followers
	 */
	public List<ZooKeeperProcess> followers() {
		return this.servers.stream().filter((server) -> server.mode().equals("follower")).toList();
	}

	/**
	 * Returns all servers except one.
	 * @param server the one
	 * @return the others
	 */
	public List<ZooKeeperProcess> others(ZooKeeperProcess server) {
		return this.servers.stream().filter((other) -> other != server).toList();
	}

	public List<ZooKeeperProcess> servers() {
		return this.servers;
	}

	/**
	 * Returns the connect string with all servers.
	 * @return the addresses
	 */
	public String connectString() {
		return connectString(this.servers);
	}

	/**
	 * Returns the connect string with some servers.
	 * @param servers the servers
	 * @return their addresses
	 */
	public static String connectString(List<ZooKeeperProcess> servers) {
		return servers.stream().map(ZooKeeperProcess::connectString).collect(Collectors.joining(","));
	}

	private List<String> modes() {
		return this.servers.stream().map(ZooKeeperProcess::mode).sorted().toList();
	}

	@Override
	public void close() {
		this.servers.forEach(ZooKeeperProcess::close);
	}

}
