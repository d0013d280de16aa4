package io.github.zkspring.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A separate JVM with the class path of the current one. Its output is kept under
 * {@code target} to diagnose a failed test.
 */
public final class JavaProcess implements AutoCloseable {

	private final Process process;

	private final Path log;

	private JavaProcess(Process process, Path log) {
		this.process = process;
		this.log = log;
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
	}

	public static JavaProcess start(String name, List<String> options, Class<?> mainClass, List<String> arguments) {
		return start(Machine.LOCAL, name, options, mainClass, arguments);
	}

	/**
	 * Starts a JVM on a machine.
	 * @param machine where it runs
	 * @param name the name of its log
	 * @param options the options of the JVM
	 * @param mainClass its main class
	 * @param arguments the arguments of the main class
	 * @return the running process
	 */
	public static JavaProcess start(Machine machine, String name, List<String> options, Class<?> mainClass,
			List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), "-Xmx192m", "-XX:TieredStopAtLevel=1"));
		command.addAll(options);
		command.add(mainClass.getName());
		command.addAll(arguments);
		try {
			Path log = Files.createDirectories(Path.of("target", "processes")).resolve(name + ".log");
			ProcessBuilder builder = new ProcessBuilder(machine.command(command)).redirectErrorStream(true)
				.redirectOutput(log.toFile());
			return new JavaProcess(builder.start(), log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public static ServerSocket listen() throws IOException {
		return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
	}

	public String output() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public boolean isAlive() {
		return this.process.isAlive();
	}

	public int exitCode() {
		return this.process.exitValue();
	}

	public void terminate() {
		this.process.destroy();
	}

	public void kill() {
		this.process.destroyForcibly();
	}

	/**
	 * Suspends the process as a long garbage collection does (SIGSTOP).
	 */
	public void suspend() {
		signal("STOP");
	}

	/**
	 * Resumes a suspended process (SIGCONT).
	 */
	public void resume() {
		signal("CONT");
	}

	private void signal(String name) {
		try {
			new ProcessBuilder("kill", "-" + name, Long.toString(this.process.pid())).start().onExit().join();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public boolean endsWithin(Duration limit) throws InterruptedException {
		return this.process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public void close() {
		kill();
		this.process.onExit().join();
	}

	@Override
	public String toString() {
		return "process " + this.process.pid() + ", which printed to " + this.log.toAbsolutePath();
	}

}
