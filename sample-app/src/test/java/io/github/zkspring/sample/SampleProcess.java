package io.github.zkspring.sample;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.zkspring.faults.JavaProcess;
import io.github.zkspring.faults.Timeouts;

import static org.awaitility.Awaitility.await;

/**
 * An instance of the sample in a separate process, on a free port.
 */
final class SampleProcess implements AutoCloseable {

	private static final Pattern WEB_SERVER_STARTED = Pattern.compile("Tomcat started on port (\\d+)");

	private static final String STARTED = "Started SampleApplication in";

	private final JavaProcess process;

	private SampleProcess(JavaProcess process) {
		this.process = process;
	}

	static SampleProcess start(String name, Path temp, String... arguments) {
		return start(name, List.of("-Djava.io.tmpdir=" + temp, "-Dzk.embedded.port=0"), arguments);
	}

	/**
	 * Starts the AOT-processed sample, which has no embedded server.
	 * @param name the name of its log
	 * @param temp its temporary directory
	 * @param arguments the arguments of the application
	 * @return the instance
	 */
	static SampleProcess startProcessed(String name, Path temp, String... arguments) {
		return start(name, List.of("-Djava.io.tmpdir=" + temp, "-Dspring.aot.enabled=true"), arguments);
	}

	private static SampleProcess start(String name, List<String> options, String... arguments) {
		List<String> all = new ArrayList<>(List.of("--server.port=0"));
		all.addAll(List.of(arguments));
		return new SampleProcess(JavaProcess.start(name, options, SampleApplication.class, all));
	}

	SampleClient awaitStarted() {
		await(this.process.toString()).atMost(Timeouts.LONG)
			.failFast(() -> !this.process.isAlive())
			.until(() -> this.process.output().contains(STARTED));
		Matcher port = WEB_SERVER_STARTED.matcher(this.process.output());
		if (!port.find()) {
			throw new IllegalStateException("No port in the output of " + this.process);
		}
		return new SampleClient(Integer.parseInt(port.group(1)));
	}

	JavaProcess process() {
		return this.process;
	}

	@Override
	public void close() {
		this.process.close();
	}

}
