package io.github.zkspring.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.github.zkspring.autoconfigure.health.ZkHealthContributorAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ZkHealthIndicator}.
 */
class ZkHealthIndicatorTests {

	private static final Instant SINCE = Instant.parse("2026-01-02T03:04:05Z");

	private final ZkSession session = mock(ZkSession.class);

	private Status suspended = Status.UNKNOWN;

	private Instant now = SINCE;

	@ParameterizedTest
	@EnumSource(names = { "CONNECTED", "READ_ONLY" })
	void isUpWhileServerAnswers(ZkSessionState state) {
		Health health = health(state, Optional.of("127.0.0.1:2181"));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("server", "127.0.0.1:2181")
			.containsEntry("readOnly", state == ZkSessionState.READ_ONLY);
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "CONNECTED", "READ_ONLY", "SUSPENDED" })
	void isDownWhileNoServerAnswers(ZkSessionState state) {
		Health health = health(state, Optional.empty());
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).doesNotContainKey("server").containsEntry("readOnly", false);
	}

	@ParameterizedTest
	@ValueSource(strings = { "UP", "UNKNOWN", "OUT_OF_SERVICE", "DOWN" })
	void usesConfiguredStatusWhileSuspended(Status suspended) {
		this.suspended = suspended;
		this.now = SINCE.plusSeconds(10);
		Health health = health(ZkSessionState.SUSPENDED, Optional.empty());
		assertThat(health.getStatus()).isEqualTo(suspended);
		assertThat(health.getDetails()).containsEntry("suspendedFor", Duration.ofSeconds(10));
	}

	@ParameterizedTest
	@ValueSource(strings = { "UP", "UNKNOWN", "OUT_OF_SERVICE", "DOWN" })
	void isDownWhenSuspendedLongerThanSessionTimeout(Status suspended) {
		this.suspended = suspended;
		this.now = SINCE.plusSeconds(10).plusMillis(1);
		Health health = health(ZkSessionState.SUSPENDED, Optional.empty());
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("suspendedFor", Duration.ofMillis(10_001));
	}

	@Test
	void usesStatusOfProperty() {
		prepare(ZkSessionState.SUSPENDED, Optional.empty());
		given(this.session.since()).willReturn(Instant.now());
		given(this.session.negotiatedTimeout()).willReturn(Duration.ofHours(1));
		ApplicationContextRunner runner = new ApplicationContextRunner().withBean(ZkSession.class, () -> this.session)
			.withConfiguration(AutoConfigurations.of(ZkHealthContributorAutoConfiguration.class));
		runner.run((context) -> assertThat(context.getBean(HealthIndicator.class).health().getStatus())
			.isEqualTo(Status.UNKNOWN));
		runner.withPropertyValues("zk.health.suspended=out-of-service")
			.run((context) -> assertThat(context.getBean(HealthIndicator.class).health().getStatus())
				.isEqualTo(Status.OUT_OF_SERVICE));
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SUSPENDED")
	void reportsSessionDetails(ZkSessionState state) {
		assertThat(health(state, Optional.of("127.0.0.1:2181")).getDetails()).containsOnly(entry("state", state),
				entry("since", SINCE), entry("sessionId", "0x100abcdef0123"),
				entry("negotiatedTimeout", Duration.ofSeconds(10)), entry("lease", Duration.ofSeconds(4)),
				entry("readOnly", state == ZkSessionState.READ_ONLY), entry("server", "127.0.0.1:2181"),
				entry("lastError", "it was refused"));
	}

	@Test
	void reportsNoSessionBeforeTheFirstOne() {
		prepare(ZkSessionState.CONNECTING, Optional.empty());
		given(this.session.id()).willReturn(0L);
		assertThat(new ZkHealthIndicator(this.session, Status.UNKNOWN).health().getDetails())
			.doesNotContainKeys("sessionId", "negotiatedTimeout");
	}

	@Test
	void readsStateOnce() {
		health(ZkSessionState.CONNECTED, Optional.empty());
		then(this.session).should(Mockito.times(1)).state();
	}

	@Test
	void isDownWhenSessionFails() {
		given(this.session.state()).willThrow(new IllegalStateException("expected"));
		assertThat(new ZkHealthIndicator(this.session, this.suspended).health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void requiresSession() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ZkHealthIndicator(null, this.suspended))
			.withMessage("'session' must not be null");
	}

	private Health health(ZkSessionState state, Optional<String> server) {
		prepare(state, server);
		return new ZkHealthIndicator(this.session, this.suspended, () -> this.now).health();
	}

	private void prepare(ZkSessionState state, Optional<String> server) {
		given(this.session.state()).willReturn(state);
		given(this.session.since()).willReturn(SINCE);
		given(this.session.lastError()).willReturn(Optional.of("it was refused"));
		given(this.session.lease()).willReturn(Duration.ofSeconds(4));
		given(this.session.id()).willReturn(0x100abcdef0123L);
		given(this.session.negotiatedTimeout()).willReturn(Duration.ofSeconds(10));
		given(this.session.server()).willReturn(server);
	}

}
