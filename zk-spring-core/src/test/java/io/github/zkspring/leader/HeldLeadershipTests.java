package io.github.zkspring.leader;

import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.contender.OnSuspended;
import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.fencing.FencingZnode;
import io.github.zkspring.guard.GuardedInvocation;
import io.github.zkspring.guard.InvocationStack;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * {@link HeldLeadership} stands on the grant, and on what the connection says about the
 * session of the grant.
 */
class HeldLeadershipTests {

	private final ZkConnection connection = mock(ZkConnection.class);

	private final HeldLeadership leadership = held(OnSuspended.HOLD);

	@Test
	void holdsWhileItsSessionIsCertain() {
		given(this.connection.isCertain(7)).willReturn(true);
		assertThat(this.leadership.mayStart()).isTrue();
		assertThatNoException().isThrownBy(this.leadership::check);
	}

	@Test
	void needsTheConnectionAsWellWhenToldSo() {
		HeldLeadership connected = held(OnSuspended.REVOKE);
		given(this.connection.isCertain(7)).willReturn(true);
		assertThat(connected.mayStart()).isFalse();
		given(this.connection.mayAct(7)).willReturn(true);
		assertThat(connected.mayStart()).isTrue();
	}

	@Test
	void doesNotHoldWhenItsSessionIsNotCertain() {
		given(this.connection.isCertain(8)).willReturn(true);
		assertThat(this.leadership.mayStart()).isFalse();
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(this.leadership::check);
	}

	@Test
	void doesNotComeBackWhenRevoked() {
		given(this.connection.isCertain(7)).willReturn(true);
		this.leadership.revoke();
		assertThat(this.leadership.mayStart()).isFalse();
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(this.leadership::check);
		assertThat(this.leadership.drain()).isCompleted();
		assertThat(this.leadership.isRevoked()).isTrue();
	}

	@Test
	void letsNothingBeginAndWhatRunsGoOnWhileItDrains() {
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
	void isFencedByTheTransactionThatCreatedTheZnode() {
		assertThat(this.leadership.token()).isEqualTo(new FencingToken(42));
	}

	private HeldLeadership held(OnSuspended onSuspended) {
		return new HeldLeadership("jobs", new FencingZnode("/leaders/jobs/me-c-1", new FencingToken(42)), 7,
				this.connection, onSuspended);
	}

}
