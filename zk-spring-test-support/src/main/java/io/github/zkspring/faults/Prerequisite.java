package io.github.zkspring.faults;

import java.util.Optional;

import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * A tool of the operating system that a fault test needs. Without it the test is skipped
 * on a developer's machine and fails on a build server, which the environment variable
 * {@code CI} identifies.
 */
final class Prerequisite {

	private Prerequisite() {
	}

	/**
	 * Skips or fails the current test if there is an obstacle.
	 * @param obstacle the reason why the test cannot run, empty if it can
	 */
	static void require(Optional<String> obstacle) {
		obstacle.ifPresent((reason) -> {
			if (Boolean.parseBoolean(System.getenv("CI"))) {
				throw new AssertionFailedError(reason);
			}
			throw new TestAbortedException(reason);
		});
	}

}
