package io.github.zkspring.embedded;

import java.util.ArrayList;
import java.util.List;

import io.github.zkspring.embedded.EmbeddedZooKeeperException.Reason;

import org.springframework.util.ClassUtils;

/**
 * Looks for the jars that a ZooKeeper server needs besides ZooKeeper's own, before any
 * class of the server is touched: without them it would end the JVM or break halfway.
 */
final class EmbeddedServerJars {

	private static final List<Jar> REQUIRED = List.of(
			new Jar("io.dropwizard.metrics:metrics-core", "com.codahale.metrics.Reservoir"),
			new Jar("org.xerial.snappy:snappy-java", "org.xerial.snappy.SnappyInputStream"));

	private EmbeddedServerJars() {
	}

	static void check(ClassLoader classLoader, int port) {
		List<String> missing = new ArrayList<>();
		for (Jar jar : REQUIRED) {
			if (!ClassUtils.isPresent(jar.className(), classLoader)) {
				missing.add(jar.coordinates());
			}
		}
		if (!missing.isEmpty()) {
			throw new EmbeddedZooKeeperException(Reason.JARS_MISSING, port,
					"A ZooKeeper server in this JVM needs %s on the class path"
						.formatted(String.join(" and ", missing)),
					null);
		}
	}

	/**
	 * A jar and a class that tells whether it is there.
	 *
	 * @param coordinates what to add to the build
	 * @param className a class of the jar that the server uses
	 */
	private record Jar(String coordinates, String className) {

	}

}
