package io.github.zkspring.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/**
 * A member in a separate process that records its executions in a history.
 */
public final class ClientProcess implements AutoCloseable {

	/**
	 * Name of the property with the file of the history.
	 */
	public static final String HISTORY = "history";

	private final String member;

	private final Path history;

	private final JavaProcess process;

	private ClientProcess(String member, Path history, JavaProcess process) {
		this.member = member;
		this.history = history;
		this.process = process;
	}

	/**
	 * Starts a member without waiting for it.
	 * @param machine where it runs
	 * @param mainClass a main class that accepts {@code --zk.leader.id} and
	 * {@code --history}
	 * @param member its name
	 * @param properties the properties of the application, without dashes
	 * @return the process
	 */
	public static ClientProcess start(Machine machine, Class<?> mainClass, String member, String... properties) {
		try {
			Path history = Files.createTempFile("history-" + member, ".txt");
			List<String> arguments = Stream
				.concat(Stream.of("zk.leader.id=" + member, HISTORY + "=" + history), Stream.of(properties))
				.map((property) -> "--" + property)
				.toList();
			String name = "%s-%s".formatted(mainClass.getSimpleName(), member);
			return new ClientProcess(member, history,
					JavaProcess.start(machine, name, List.of(), mainClass, arguments));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public String member() {
		return this.member;
	}

	public JavaProcess process() {
		return this.process;
	}

	/**
	 * Returns the executions of the member so far.
	 * @return its executions, in order
	 */
	public List<HistoryEntry> history() {
		return HistoryWriter.read(this.history);
	}

	/**
	 * Waits until the member has a session.
	 */
	public void awaitStarted() {
		awaitEntry(HistoryEntry.Kind.STARTED, 0, Duration.ofSeconds(30));
	}

	/**
	 * Waits until the member has executed something after a given time.
	 * @param after that time on the monotonic clock
	 * @param limit how long to wait
	 */
	public void awaitExecution(long after, Duration limit) {
		awaitEntry(HistoryEntry.Kind.EXECUTION, after, limit);
	}

	private void awaitEntry(HistoryEntry.Kind kind, long after, Duration limit) {
		await(this.process.toString()).atMost(limit)
			.pollInterval(Duration.ofMillis(50))
			.failFast(() -> !this.process.isAlive())
			.until(() -> history().stream().anyMatch((entry) -> entry.kind() == kind && entry.start() > after));
	}

	@Override
	public void close() {
		this.process.close();
		try {
			Files.deleteIfExists(this.history);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
