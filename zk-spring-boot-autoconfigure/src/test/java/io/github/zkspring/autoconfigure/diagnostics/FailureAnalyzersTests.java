package io.github.zkspring.autoconfigure.diagnostics;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;

import io.github.zkspring.client.ChrootUnavailableException;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.client.ServerProbe;
import io.github.zkspring.client.ZkAccessDeniedException;
import io.github.zkspring.client.ZkAuthenticationException;
import io.github.zkspring.client.ZkUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the failure analyzers.
 */
class FailureAnalyzersTests {

	private final MockEnvironment environment = new MockEnvironment();

	@ParameterizedTest
	@CsvSource({ "UNKNOWN_HOST,unknown host,zk.connect-string", "REFUSED,connection refused,zk.embedded.enabled=true",
			"TIMED_OUT,no answer,zk.startup.timeout", "TLS_FAILED,handshake failed,zk.ssl.bundle",
			"NO_SESSION,no session was established,zk.connection-timeout" })
	void namesUnavailableServerWithFindingAndProperty(ServerProbe.Finding finding, String text, String property) {
		FailureAnalysis analysis = analyze(new ZkUnavailableFailureAnalyzer(), new ZkUnavailableException(
				Duration.ofMillis(1500), List.of(new ServerProbe("zk1.example.org:2181", finding))));
		assertThat(analysis.getDescription()).contains("1500 ms", "zk1.example.org:2181", text);
		assertThat(analysis.getAction()).contains("zk.connect-string", "zk.startup.on-unavailable=continue", property);
	}

	@Test
	void reportsMessageOfFailedHandshake() {
		FailureAnalysis analysis = analyze(new ZkUnavailableFailureAnalyzer(),
				new ZkUnavailableException(Duration.ofSeconds(1),
						List.of(new ServerProbe("a:1", ServerProbe.Finding.TLS_FAILED, "PKIX path building failed"))));
		assertThat(analysis.getDescription()).contains("a:1: TLS handshake failed (PKIX path building failed)");
	}

	@Test
	void namesEachServerAndGivesEachAdviceOnce() {
		FailureAnalysis analysis = analyze(new ZkUnavailableFailureAnalyzer(),
				new ZkUnavailableException(Duration.ofSeconds(1),
						List.of(new ServerProbe("a:1", ServerProbe.Finding.REFUSED),
								new ServerProbe("b:2", ServerProbe.Finding.REFUSED),
								new ServerProbe("c:3", ServerProbe.Finding.UNKNOWN_HOST))));
		assertThat(analysis.getDescription()).contains("a:1", "b:2", "c:3");
		assertThat(analysis.getAction()).containsOnlyOnce("connection refused:").containsOnlyOnce("unknown host:");
	}

	@Test
	void namesMissingChrootAndProperties() {
		FailureAnalysis analysis = analyze(new ZkExceptionFailureAnalyzer(this.environment),
				new ChrootUnavailableException("/shop", "the server answered NOAUTH", null));
		assertThat(analysis.getDescription()).contains("'/shop'", "NOAUTH");
		assertThat(analysis.getAction()).contains("'/shop'", "'zk.connect-string'", "'zk.auth'");
	}

	@Test
	void namesPathAndPropertyOfDeniedAccess() {
		FailureAnalysis analysis = analyze(new ZkExceptionFailureAnalyzer(this.environment),
				new ZkAccessDeniedException("/shop/orders", "create", null));
		assertThat(analysis.getDescription()).contains("create '/shop/orders'");
		assertThat(analysis.getAction()).contains("'/shop/orders'", "'zk.auth'", "no identity");
	}

	@Test
	void namesSchemesOfDeniedIdentity() {
		this.environment.withProperty("zk.auth[0].credentials", "shop:planted")
			.withProperty("zk.sasl.username", "shop");
		FailureAnalysis analysis = analyze(new ZkExceptionFailureAnalyzer(this.environment),
				new ZkAccessDeniedException("/shop", "read", null));
		assertThat(analysis.getAction()).contains("'digest' of 'zk.auth' and 'sasl' of 'zk.sasl'")
			.doesNotContain("planted");
	}

	@Test
	void namesPropertyOfRejectedIdentity() {
		FailureAnalysis analysis = analyze(new ZkExceptionFailureAnalyzer(this.environment),
				new ZkAuthenticationException("ZooKeeper refused the identity of this application"));
		assertThat(analysis.getDescription()).contains("refused the identity");
		assertThat(analysis.getAction()).contains("'zk.auth'");
	}

	@Test
	void namesBeanAndActionForInvalidMethod() throws Exception {
		Method method = getClass().getDeclaredMethod("namesBeanAndActionForInvalidMethod");
		FailureAnalysis analysis = analyze(new ZkExceptionFailureAnalyzer(this.environment),
				new InvalidZkMethodException("settings", method, "parameter 1 (vat) is a primitive", "Use a wrapper."));
		assertThat(analysis.getDescription()).contains("'settings'",
				"FailureAnalyzersTests.namesBeanAndActionForInvalidMethod", "parameter 1 (vat)");
		assertThat(analysis.getAction()).isEqualTo("Use a wrapper.");
	}

	@Test
	void ignoresOtherFailures() {
		IllegalStateException foreign = new IllegalStateException("expected");
		assertThat(new ZkUnavailableFailureAnalyzer().analyze(foreign)).isNull();
		assertThat(new ZkExceptionFailureAnalyzer(this.environment).analyze(foreign)).isNull();
	}

	private static FailureAnalysis analyze(FailureAnalyzer analyzer, Exception ex) {
		FailureAnalysis analysis = analyzer.analyze(new BeanCreationException("settings", "cannot be created", ex));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getCause()).isSameAs(ex);
		return analysis;
	}

}
