package io.github.zkspring.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Place where a process runs and listens: the loopback address of the host, or a network
 * namespace.
 *
 * @param name a short name, for file names and messages
 * @param address the address it listens on
 * @param enter the command in front of every command that runs there
 */
public record Machine(String name, String address, List<String> enter) {

	/**
	 * This machine, by its loopback address.
	 */
	public static final Machine LOCAL = new Machine("local", "127.0.0.1", List.of());

	private static final int TIMEOUT_SECONDS = 2;

	// a namespace is entered by a process, not by a thread of this JVM
	private static final String ASK = "exec 3<>/dev/tcp/$0/$1 && printf %s $2 >&3 && cat <&3";

	/**
	 * Puts the command that enters this machine in front of another one.
	 * @param command the command to run
	 * @return the command that runs it there
	 */
	public List<String> command(List<String> command) {
		List<String> entered = new ArrayList<>(this.enter);
		entered.addAll(command);
		return entered;
	}

	/**
	 * Sends a word to a server of this machine, from this machine.
	 * @param port the port of the server
	 * @param word the word
	 * @return all it answers
	 * @throws IOException when it does not answer within two seconds
	 */
	public String ask(int port, String word) throws IOException {
		if (this.enter.isEmpty()) {
			return askDirectly(port, word);
		}
		Process process = new ProcessBuilder(command(List.of("timeout", Integer.toString(TIMEOUT_SECONDS), "bash", "-c",
				ASK, this.address, Integer.toString(port), word)))
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		int code = process.onExit().join().exitValue();
		if (code != 0) {
			throw new IOException("No answer to '" + word + "' on " + this.name + ": code " + code);
		}
		return answer;
	}

	private String askDirectly(int port, String word) throws IOException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(this.address, port), TIMEOUT_SECONDS * 1000);
			socket.setSoTimeout(TIMEOUT_SECONDS * 1000);
			socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
