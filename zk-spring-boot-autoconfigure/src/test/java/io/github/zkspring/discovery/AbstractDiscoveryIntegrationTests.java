package io.github.zkspring.discovery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkDiscoveryAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkRegistrationAutoConfiguration;
import io.github.zkspring.codec.JsonZnodeCodec;
import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.faults.ForeignClient;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/**
 * Base class for tests of applications that register and find services.
 */
abstract class AbstractDiscoveryIntegrationTests extends AbstractServerIntegrationTests {

	static final ServiceRecords RECORDS = new ServiceRecords(new JsonZnodeCodec(JsonMapper.shared()));

	final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkDiscoveryAutoConfiguration.class,
				ZkRegistrationAutoConfiguration.class))
		.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.session-timeout=4s");

	static void accept(ApplicationContext context) {
		AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
	}

	static void refuse(ApplicationContext context) {
		AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
	}

	static ServiceInstance instance(String service, String id, int port, String status) {
		return new ServiceInstance(service, id, "127.0.0.1", port, null, Map.of("instance_status", status),
				Instant.EPOCH);
	}

	/**
	 * Write the record of an instance that belongs to the foreign client.
	 */
	static void write(ForeignClient owner, ServiceInstance instance) throws Exception {
		String path = path(instance.service(), instance.id());
		byte[] record = RECORDS.write(instance);
		if (owner.curator().checkExists().forPath(path) != null) {
			owner.curator().setData().forPath(path, record);
		}
		else {
			owner.curator()
				.create()
				.creatingParentContainersIfNeeded()
				.withMode(CreateMode.EPHEMERAL)
				.forPath(path, record);
		}
	}

	static String path(String service, String id) {
		return "/services/" + service + "/" + id;
	}

	static @Nullable Stat stat(String path) throws Exception {
		return foreign.curator().checkExists().forPath(path);
	}

	static String data(String path) throws Exception {
		return new String(foreign.curator().getData().forPath(path), StandardCharsets.UTF_8);
	}

}
