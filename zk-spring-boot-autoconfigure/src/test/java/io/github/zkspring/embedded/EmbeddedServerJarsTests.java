package io.github.zkspring.embedded;

import io.github.zkspring.embedded.EmbeddedZooKeeperException.Reason;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.FilteredClassLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link EmbeddedServerJars}.
 */
class EmbeddedServerJarsTests {

	@Test
	void acceptsClassPathWithAllJars() {
		assertThatNoException().isThrownBy(() -> EmbeddedServerJars.check(getClass().getClassLoader(), 0));
	}

	@Test
	void namesMetricsCoreWhenItIsMissing() {
		assertThatExceptionOfType(EmbeddedZooKeeperException.class)
			.isThrownBy(() -> EmbeddedServerJars.check(new FilteredClassLoader("com.codahale"), 0))
			.withMessageContaining("io.dropwizard.metrics:metrics-core")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("snappy"))
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.JARS_MISSING));
	}

	@Test
	void namesSnappyWhenItIsMissing() {
		assertThatExceptionOfType(EmbeddedZooKeeperException.class)
			.isThrownBy(() -> EmbeddedServerJars.check(new FilteredClassLoader("org.xerial"), 0))
			.withMessageContaining("org.xerial.snappy:snappy-java")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("metrics-core"));
	}

	@Test
	void namesBothWhenBothAreMissing() {
		assertThatExceptionOfType(EmbeddedZooKeeperException.class)
			.isThrownBy(() -> EmbeddedServerJars.check(new FilteredClassLoader("com.codahale", "org.xerial"), 0))
			.withMessageContaining("io.dropwizard.metrics:metrics-core and org.xerial.snappy:snappy-java");
	}

}
