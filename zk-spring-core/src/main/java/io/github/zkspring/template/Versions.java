package io.github.zkspring.template;

import org.springframework.util.Assert;

/**
 * Versions of data and ACLs, as users name them.
 */
final class Versions {

	/** How often an update is tried. */
	static final int ROUNDS = 50;

	private Versions() {
	}

	// -1 would mean any version to ZooKeeper
	static int check(int version) {
		Assert.isTrue(version >= 0, "a version is zero or more; there are methods for any version");
		return version;
	}

}
