package io.github.zkspring.faults;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Appends to a history. Each entry is one write to the file, so that a killed process
 * leaves whole entries, but for the last one at most.
 */
public final class HistoryWriter implements AutoCloseable {

	// not a channel: an interrupt of the leader would close it
	private final OutputStream file;

	public HistoryWriter(Path path) {
		try {
			this.file = new FileOutputStream(path.toFile(), true);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public void append(HistoryEntry entry) {
		try {
			this.file.write((entry.line() + "\n").getBytes(StandardCharsets.US_ASCII));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads a history that a process may still append to.
	 * @param path its file
	 * @return the entries so far, in the order in which they were written
	 */
	public static List<HistoryEntry> read(Path path) {
		try {
			String text = Files.exists(path) ? Files.readString(path) : "";
			List<HistoryEntry> entries = new ArrayList<>();
			text.substring(0, text.lastIndexOf('\n') + 1)
				.lines()
				.forEach((line) -> entries.add(HistoryEntry.parse(line)));
			return entries;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.file.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
