package io.github.zkspring.embedded;

import io.github.zkspring.embedded.EmbeddedZooKeeperException.Reason;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.FilteredClassLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link EmbeddedZooKeeperServer}.
 */
class EmbeddedZooKeeperServerTests {

	@Test
	void acceptsClassPathWithAllJars() {
		assertThatNoException().isThrownBy(() -> EmbeddedZooKeeperServer.checkJars(getClass().getClassLoader(), 0));
	}

	@Test
	void namesMetricsCoreWhenMissing() {
		assertThatExceptionOfType(EmbeddedZooKeeperException.class)
			.isThrownBy(() -> EmbeddedZooKeeperServer.checkJars(new FilteredClassLoader("com.codahale"), 0))
			.withMessageContaining("io.dropwizard.metrics:metrics-core")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("snappy"))
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.JARS_MISSING));
	}

	@Test
	void namesSnappyWhenMissing() {
		assertThatExceptionOfType(EmbeddedZooKeeperException.class)
			.isThrownBy(() -> EmbeddedZooKeeperServer.checkJars(new FilteredClassLoader("org.xerial"), 0))
			.withMessageContaining("org.xerial.snappy:snappy-java")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("metrics-core"));
	}

	@Test
	void namesBothJarsWhenMissing() {
		assertThatExceptionOfType(EmbeddedZooKeeperException.class)
			.isThrownBy(
					() -> EmbeddedZooKeeperServer.checkJars(new FilteredClassLoader("com.codahale", "org.xerial"), 0))
			.withMessageContaining("io.dropwizard.metrics:metrics-core and org.xerial.snappy:snappy-java");
	}

}
