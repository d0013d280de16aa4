package io.github.zkspring.cloud;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.zkspring.faults.JavaProcess;

/**
 * Starts {@link ForeignApplication} with spring-cloud-zookeeper on its class path.
 */
final class ForeignProcess {

	private ForeignProcess() {
	}

	static JavaProcess start(String connectString, String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--spring.cloud.zookeeper.connect-string=" + connectString,
				"--spring.application.name=stock", "--server.address=127.0.0.1", "--server.port=0",
				"--spring.cloud.zookeeper.discovery.instance-host=127.0.0.1", "--spring.main.banner-mode=off"));
		arguments.addAll(Arrays.asList(properties));
		return JavaProcess.start("spring-cloud-zookeeper", List.of("-cp", classPath()), ForeignApplication.class,
				arguments);
	}

	private static String classPath() {
		String separator = System.getProperty("path.separator");
		Path libraries = Path.of("target", "spring-cloud-zookeeper").toAbsolutePath();
		Stream<String> others = Arrays.stream(System.getProperty("java.class.path").split(separator))
			.filter((entry) -> !entry.contains("zk-spring-boot-autoconfigure") && !entry.contains("zk-spring-core"));
		return Stream.concat(Stream.of(libraries + "/*"), others).collect(Collectors.joining(separator));
	}

}
