package io.github.zkspring.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.client.support.Listeners;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.Answers;
import org.mockito.ArgumentCaptor;
import org.mockito.Captor;
import org.mockito.MockitoAnnotations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ZkSessionMetrics}.
 */
class ZkSessionMetricsTests {

	private final CuratorSession session = mock(CuratorSession.class);

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Captor
	private ArgumentCaptor<Consumer<ZkSessionStateEvent>> listener;

	@BeforeEach
	void bind() throws Exception {
		MockitoAnnotations.openMocks(this).close();
		given(this.session.state()).willReturn(ZkSessionState.CONNECTING);
		given(this.session.requestListeners()).willReturn(new Listeners<>("requests"));
		CuratorFramework curator = mock(CuratorFramework.class, Answers.RETURNS_MOCKS);
		new ZkSessionMetrics(this.session, curator).bindTo(this.registry);
		then(this.session).should().addStateListener(this.listener.capture());
	}

	@ParameterizedTest
	@EnumSource
	void showsWhetherServerAnswers(ZkSessionState state) {
		given(this.session.state()).willReturn(state);
		boolean connected = state == ZkSessionState.CONNECTED || state == ZkSessionState.READ_ONLY;
		assertThat(this.registry.get("zookeeper.session.connected").gauge().value()).isEqualTo(connected ? 1 : 0);
	}

	@Test
	void countsTransitionsByTheStateThatBegan() {
		transition(ZkSessionState.CONNECTED);
		transition(ZkSessionState.SUSPENDED);
		transition(ZkSessionState.CONNECTED);
		assertThat(transitions("connected")).isEqualTo(2);
		assertThat(transitions("suspended")).isEqualTo(1);
		assertThat(transitions("lost")).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void showsEveryStateFromTheStart(ZkSessionState state) {
		assertThat(transitions(state.name().toLowerCase(Locale.ROOT))).isZero();
	}

	@Test
	void describesItsMeters() {
		assertThat(this.registry.getMeters()).extracting(Meter::getId)
			.allSatisfy((id) -> assertThat(id.getDescription()).isNotBlank());
	}

	@Test
	void countsExpiries() {
		transition(ZkSessionState.SUSPENDED);
		transition(ZkSessionState.LOST);
		assertThat(this.registry.get("zookeeper.session.expiries").counter().count()).isEqualTo(1);
	}

	@Test
	void showsLeaseAndTimeoutInSeconds() {
		given(this.session.lease()).willReturn(Duration.ofMillis(1500));
		given(this.session.negotiatedTimeout()).willReturn(Duration.ofSeconds(10));
		assertThat(this.registry.get("zookeeper.session.lease").gauge().value()).isEqualTo(1.5);
		assertThat(this.registry.get("zookeeper.session.timeout").gauge().value()).isEqualTo(10);
	}

	private double transitions(String state) {
		return this.registry.get("zookeeper.session.transitions").tag("state", state).counter().count();
	}

	private void transition(ZkSessionState state) {
		this.listener.getValue().accept(new ZkSessionStateEvent(state, ZkSessionState.CONNECTING, 1, Instant.now()));
	}

}
