package io.github.zkspring.faults;

import java.util.List;

/**
 * Runs a soak on one server, or with {@code -Dzkspring.soak.ensemble=true} on three.
 */
public final class SoakServers {

	private SoakServers() {
	}

	/**
	 * Runs a soak and stops the servers afterwards.
	 * @param soak what to do with the servers
	 */
	public static void run(Soak soak) throws Exception {
		if (Boolean.getBoolean("zkspring.soak.ensemble")) {
			try (ZooKeeperEnsemble ensemble = ZooKeeperEnsemble.start(QuorumLimits.SHORT)) {
				soak.run(ensemble.servers());
			}
		}
		else {
			try (ZooKeeperProcess server = ZooKeeperProcess.start()) {
				soak.run(List.of(server));
			}
		}
	}

	/**
	 * Work with the servers.
	 */
	@FunctionalInterface
	public interface Soak {

		void run(List<ZooKeeperProcess> servers) throws Exception;

	}

}
