package io.github.zkspring.leader;

import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.contender.ContenderRegistration.OnSuspended;
import io.github.zkspring.contender.Grant;
import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.guard.GuardedInvocation;
import io.github.zkspring.guard.InvocationStack;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link HeldLeadership}.
 */
class HeldLeadershipTests {

	private final ZkConnection connection = mock(ZkConnection.class);

	private final HeldLeadership leadership = held(OnSuspended.HOLD);

	@Test
	void holdsWhileSessionIsCertain() {
		given(this.connection.isCertain(7)).willReturn(true);
		assertThat(this.leadership.mayStart()).isTrue();
		assertThatNoException().isThrownBy(this.leadership::check);
	}

	@Test
	void requiresConnectionWhenRevokedOnSuspension() {
		HeldLeadership connected = held(OnSuspended.REVOKE);
		given(this.connection.isCertain(7)).willReturn(true);
		assertThat(connected.mayStart()).isFalse();
		given(this.connection.mayAct(7)).willReturn(true);
		assertThat(connected.mayStart()).isTrue();
	}

	@Test
	void doesNotHoldWhenSessionIsUncertain() {
		given(this.connection.isCertain(8)).willReturn(true);
		assertThat(this.leadership.mayStart()).isFalse();
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(this.leadership::check);
	}

	@Test
	void staysRevoked() {
		given(this.connection.isCertain(7)).willReturn(true);
		this.leadership.revoke();
		assertThat(this.leadership.mayStart()).isFalse();
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(this.leadership::check);
		assertThat(this.leadership.drain()).isCompleted();
		assertThat(this.leadership.isRevoked()).isTrue();
	}

	@Test
	void startsNoBodyAndLetsRunningBodiesContinueWhileDraining() {
		given(this.connection.isCertain(7)).willReturn(true);
		InvocationStack thread = InvocationStack.current();
		GuardedInvocation body = thread.enter(this.leadership, GuardedInvocation.Kind.BODY);
		assertThat(this.leadership.drain()).isNotCompleted();
		assertThat(this.leadership.mayStart()).isFalse();
		assertThatNoException().isThrownBy(this.leadership::check);
		thread.leave(body);
		assertThat(this.leadership.drain()).isCompleted();
	}

	@Test
	void usesCzxidOfZnodeAsToken() {
		assertThat(this.leadership.token()).isEqualTo(new FencingToken(42));
	}

	private HeldLeadership held(OnSuspended onSuspended) {
		return new HeldLeadership("jobs", new Grant("/leaders/jobs/me-c-1", 7, 42, this.connection, onSuspended),
				new ElectionStatistics(mock(LeaderElection.class)));
	}

}
