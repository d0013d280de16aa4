package io.github.zkspring.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A private network of machines: Linux network namespaces that are connected by a bridge
 * in another namespace, so that the network of the host is not touched. Blackhole routes
 * silently drop packets, also those of established connections. Requires iproute2 and
 * root.
 */
public final class NetworkNamespaces implements AutoCloseable {

	private static final AtomicInteger count = new AtomicInteger();

	private static final String BRIDGE = "br0";

	private final String prefix = "zkspring-%d-%d-".formatted(ProcessHandle.current().pid(), count.incrementAndGet());

	private final String hub = this.prefix + "hub";

	private final Map<String, Machine> machines = new LinkedHashMap<>();

	private final List<Cut> cuts = new ArrayList<>();

	private final Thread removal = new Thread(this::remove, "zk-namespaces-removal");

	private NetworkNamespaces() {
		Runtime.getRuntime().addShutdownHook(this.removal);
	}

	/**
	 * Skips the current test where namespaces cannot be created, or fails it on a build
	 * server.
	 */
	public static void require() {
		Prerequisite.require(obstacle());
	}

	private static Optional<String> obstacle() {
		String probe = "zkspring-%d-probe".formatted(ProcessHandle.current().pid());
		try {
			ip("netns", "add", probe);
			ip("netns", "delete", probe);
			return Optional.empty();
		}
		catch (IllegalStateException ex) {
			return Optional.of("Network namespaces need iproute2 and root (" + ex.getMessage() + ")");
		}
	}

	/**
	 * Creates machines that reach each other.
	 * @param names their names, a few letters each
	 * @return the network
	 */
	public static NetworkNamespaces create(String... names) {
		NetworkNamespaces network = new NetworkNamespaces();
		try {
			network.build(names);
			return network;
		}
		catch (RuntimeException ex) {
			network.close();
			throw ex;
		}
	}

	private void build(String... names) {
		ip("netns", "add", this.hub);
		ip("-n", this.hub, "link", "add", BRIDGE, "type", "bridge");
		ip("-n", this.hub, "link", "set", "dev", BRIDGE, "up");
		for (String name : names) {
			String address = "10.77.0." + (this.machines.size() + 1);
			String namespace = this.prefix + name;
			ip("netns", "add", namespace);
			this.machines.put(name, new Machine(name, address, List.of("ip", "netns", "exec", namespace)));
			ip("-n", namespace, "link", "add", "eth0", "type", "veth", "peer", "name", name, "netns", this.hub);
			ip("-n", this.hub, "link", "set", "dev", name, "master", BRIDGE, "up");
			ip("-n", namespace, "link", "set", "dev", "lo", "up");
			ip("-n", namespace, "address", "add", address + "/24", "dev", "eth0");
			ip("-n", namespace, "link", "set", "dev", "eth0", "up");
		}
	}

	/**
	 * Returns the machine with the given name.
	 * @param name the name
	 * @return the machine
	 */
	public Machine machine(String name) {
		Machine machine = this.machines.get(name);
		if (machine == null) {
			throw new IllegalArgumentException("No machine " + name);
		}
		return machine;
	}

	/**
	 * Drops all packets between a machine and others.
	 * @param machine the machine
	 * @param others the others
	 */
	public void cut(Machine machine, Machine... others) {
		for (Machine other : others) {
			cutOneSide(machine, other);
			cutOneSide(other, machine);
		}
	}

	/**
	 * Isolates a machine from all others.
	 * @param machine the machine
	 */
	public void isolate(Machine machine) {
		cut(machine, this.machines.values().stream().filter((other) -> other != machine).toArray(Machine[]::new));
	}

	/**
	 * Drops packets in one direction; packets of the other direction still arrive.
	 * @param from the machine whose packets are dropped
	 * @param to where they were going
	 */
	public void cutOneSide(Machine from, Machine to) {
		Cut cut = new Cut(this.prefix + from.name(), to.address());
		ip("-n", cut.namespace(), "route", "add", "blackhole", cut.address());
		this.cuts.add(cut);
	}

	/**
	 * Reverts all cuts.
	 */
	public void heal() {
		this.cuts.forEach((cut) -> ip("-n", cut.namespace(), "route", "delete", "blackhole", cut.address()));
		this.cuts.clear();
	}

	@Override
	public void close() {
		Runtime.getRuntime().removeShutdownHook(this.removal);
		remove();
	}

	private void remove() {
		this.machines.keySet().forEach((name) -> tryIp("netns", "delete", this.prefix + name));
		tryIp("netns", "delete", this.hub);
	}

	private static void tryIp(String... arguments) {
		try {
			ip(arguments);
		}
		catch (IllegalStateException ex) {
			// it was never made, or is gone already
		}
	}

	private static void ip(String... arguments) {
		List<String> command = Stream.concat(Stream.of("ip"), Arrays.stream(arguments)).toList();
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (process.onExit().join().exitValue() != 0) {
				throw new IllegalStateException(String.join(" ", command) + ": " + output.strip());
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("no command 'ip'", ex);
		}
	}

	/**
	 * A route that drops packets.
	 *
	 * @param namespace where they come from
	 * @param address where they go
	 */
	private record Cut(String namespace, String address) {

	}

}
