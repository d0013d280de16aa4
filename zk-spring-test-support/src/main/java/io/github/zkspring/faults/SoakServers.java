package io.github.zkspring.faults;

import java.util.List;

/**
 * The servers of a soak: one, or with {@code -Dzkspring.soak.ensemble=true} three.
 */
public final class SoakServers {

	private SoakServers() {
	}

	/**
	 * Run a soak, and stop the servers after it.
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
	 * What is done with the servers.
	 */
	@FunctionalInterface
	public interface Soak {

		void run(List<ZooKeeperProcess> servers) throws Exception;

	}

}
