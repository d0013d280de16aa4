package io.github.zkspring.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.util.FileSystemUtils;

/**
 * Removes the temporary directories of servers whose process was killed.
 */
final class StaleDirectories {

	private static final Log logger = LogFactory.getLog(StaleDirectories.class);

	private static final Pattern NAME = Pattern.compile("zk-embedded-(\\d{1,18})-\\d+");

	private StaleDirectories() {
	}

	/**
	 * Removes the directories of processes that have ended. A directory that cannot be
	 * removed is left.
	 * @param parent the directory for temporary files
	 */
	static void remove(Path parent) {
		try (DirectoryStream<Path> candidates = Files.newDirectoryStream(parent, "zk-embedded-*")) {
			for (Path candidate : candidates) {
				Matcher name = NAME.matcher(candidate.getFileName().toString());
				if (name.matches() && Files.isDirectory(candidate, LinkOption.NOFOLLOW_LINKS)
						&& ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
					delete(candidate);
				}
			}
		}
		catch (IOException ex) {
			logger.debug("Temporary directories in " + parent + " cannot be listed", ex);
		}
	}

	private static void delete(Path directory) {
		try {
			FileSystemUtils.deleteRecursively(directory);
			logger.debug("Removed " + directory + ": its process has ended");
		}
		catch (IOException ex) {
			logger.debug(directory + " cannot be removed", ex);
		}
	}

}
