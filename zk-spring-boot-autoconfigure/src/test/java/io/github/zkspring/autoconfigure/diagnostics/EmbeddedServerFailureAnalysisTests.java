package io.github.zkspring.autoconfigure.diagnostics;

import java.net.BindException;

import io.github.zkspring.embedded.EmbeddedZooKeeperException;
import io.github.zkspring.embedded.EmbeddedZooKeeperException.Reason;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ZkExceptionFailureAnalyzer} with failures of the embedded server.
 */
class EmbeddedServerFailureAnalysisTests {

	private final ZkExceptionFailureAnalyzer analyzer = new ZkExceptionFailureAnalyzer(new MockEnvironment());

	@Test
	void namesPortPropertyWhenPortIsTaken() {
		FailureAnalysis analysis = analyze(
				new EmbeddedZooKeeperException(Reason.PORT_UNAVAILABLE, 2181, "Cannot listen", new BindException()));
		assertThat(analysis.getDescription()).isEqualTo("Cannot listen.");
		assertThat(analysis.getAction()).contains("port 2181", "zk.embedded.port", "zk.connect-string");
	}

	@Test
	void namesDependenciesWhenJarsAreMissing() {
		FailureAnalysis analysis = analyze(new EmbeddedZooKeeperException(Reason.JARS_MISSING, 0, "Needs a jar", null));
		assertThat(analysis.getDescription()).isEqualTo("Needs a jar.");
		assertThat(analysis.getAction()).contains("io.dropwizard.metrics:metrics-core", "org.xerial.snappy:snappy-java",
				"zk.embedded.enabled");
	}

	@Test
	void namesDataDirectoryOtherwise() {
		FailureAnalysis analysis = analyze(new EmbeddedZooKeeperException(Reason.OTHER, 0, "Did not start", null));
		assertThat(analysis.getAction()).contains("zk.embedded.data-dir");
	}

	@Test
	void ignoresOtherFailures() {
		assertThat(this.analyzer.analyze(new IllegalStateException("unrelated"))).isNull();
	}

	private FailureAnalysis analyze(EmbeddedZooKeeperException failure) {
		FailureAnalysis analysis = this.analyzer
			.analyze(new BeanCreationException("embeddedZooKeeperServer", "", failure));
		assertThat(analysis).isNotNull();
		return analysis;
	}

}
