package io.github.zkspring.contender;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkspring.TestApplication;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.contender.ContenderRegistration.OnSuspended;
import io.github.zkspring.contender.ContenderRegistration.Participation;
import io.github.zkspring.faults.ForeignClient;
import org.apache.curator.framework.CuratorFramework;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application context with its own session.
 */
final class ContenderClient implements AutoCloseable {

	static final Duration TIMEOUT = Duration.ofSeconds(8);

	private final ConfigurableApplicationContext context;

	private final Map<String, Long> requests = new ConcurrentHashMap<>();

	ContenderClient(String connectString) {
		this(connectString, TIMEOUT);
	}

	ContenderClient(String connectString, Duration timeout) {
		this.context = new SpringApplicationBuilder(TestApplication.class).web(WebApplicationType.NONE)
			.properties("zk.connect-string=" + connectString, "zk.session-timeout=" + timeout.toSeconds() + "s",
					"spring.main.banner-mode=off", "spring.main.register-shutdown-hook=false")
			.run();
		this.context.getBean(CuratorSession.class)
			.requestListeners()
			.add((operation, outcome, nanos, bytes) -> this.requests.merge(operation, 1L, Long::sum));
	}

	/**
	 * Returns the number of answered requests by operation.
	 */
	Map<String, Long> requests() {
		return new HashMap<>(this.requests);
	}

	Contender join(String queue, AdmissionPolicy admission, Contender.Listener listener) {
		return this.context.getBean(Contenders.class)
			.join(new ContenderRegistration(queue, "client", admission, OnSuspended.HOLD, Participation.ONCE),
					listener);
	}

	ZkSession session() {
		return this.context.getBean(ZkSession.class);
	}

	void expire() {
		ForeignClient.expire(this.context.getBean(CuratorFramework.class));
	}

	@Override
	public void close() {
		this.context.close();
	}

}
