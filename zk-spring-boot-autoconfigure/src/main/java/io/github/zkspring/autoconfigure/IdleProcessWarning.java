package io.github.zkspring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.github.zkspring.discovery.MirrorServiceCatalog;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.watch.ZkWatchRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.util.StringUtils;

/**
 * Logs a warning at the end of the start if the process is about to end although watches
 * or elections wait for events: all threads of the client are daemon threads, and nothing
 * else keeps the JVM running, such as a web server.
 */
class IdleProcessWarning implements ApplicationListener<ApplicationReadyEvent> {

	static final String KEEP_ALIVE = "spring.main.keep-alive";

	private static final Log logger = LogFactory.getLog(IdleProcessWarning.class);

	private final ApplicationContext context;

	private final ObjectProvider<ZkWatchRegistry> watches;

	private final ObjectProvider<LeaderElections> elections;

	private final ObjectProvider<MirrorServiceCatalog> catalog;

	IdleProcessWarning(ApplicationContext context, ObjectProvider<ZkWatchRegistry> watches,
			ObjectProvider<LeaderElections> elections, ObjectProvider<MirrorServiceCatalog> catalog) {
		this.context = context;
		this.watches = watches;
		this.elections = elections;
		this.catalog = catalog;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (event.getApplicationContext() != this.context || this.context.getEnvironment().containsProperty(KEEP_ALIVE)
				|| isKeptAlive()) {
			return;
		}
		String work = describeWork();
		if (!work.isEmpty()) {
			logger.warn(
					("No thread keeps this process running: it ends when main() returns, although it waits for events (%s). "
							+ "Set '%s=true' to keep it running, or 'false' if it should end.")
						.formatted(work, KEEP_ALIVE));
		}
	}

	// the event is published on the thread of main(), as a rule
	private static boolean isKeptAlive() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.anyMatch((thread) -> !thread.isDaemon() && thread != Thread.currentThread()
					&& !thread.getName().equals("DestroyJavaVM"));
	}

	private String describeWork() {
		List<String> work = new ArrayList<>();
		add(work, "watches", this.watches.stream().mapToInt((registry) -> registry.watches().size()).sum());
		add(work, "elections", this.elections.stream().mapToInt((known) -> known.elections().size()).sum());
		add(work, "services", this.catalog.stream().mapToInt((known) -> known.statistics().size()).sum());
		return StringUtils.collectionToDelimitedString(work, ", ");
	}

	private static void add(List<String> work, String name, int count) {
		if (count > 0) {
			work.add(name + ": " + count);
		}
	}

}
