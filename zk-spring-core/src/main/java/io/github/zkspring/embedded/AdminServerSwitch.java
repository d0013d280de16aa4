package io.github.zkspring.embedded;

/**
 * Keeps a server from opening ZooKeeper's HTTP admin port. A system property is the only
 * switch there is: it is set while one server starts and then put back.
 */
final class AdminServerSwitch {

	private static final String PROPERTY = "zookeeper.admin.enableServer";

	private static final Object monitor = new Object();

	private AdminServerSwitch() {
	}

	static void off(Start start) throws Exception {
		synchronized (monitor) {
			String before = System.getProperty(PROPERTY);
			System.setProperty(PROPERTY, "false");
			try {
				start.run();
			}
			finally {
				if (before != null) {
					System.setProperty(PROPERTY, before);
				}
				else {
					System.clearProperty(PROPERTY);
				}
			}
		}
	}

	/**
	 * The start of a server.
	 */
	interface Start {

		void run() throws Exception;

	}

}
