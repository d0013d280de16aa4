package io.github.zkspring.leader;

import io.github.zkspring.client.ZkConnection;
import io.github.zkspring.contender.Grant;
import io.github.zkspring.fencing.FencingToken;
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

	private final HeldLeadership leadership = new HeldLeadership("jobs", new Grant("me-c-1", 7, 42), this.connection);

	@Test
	void holdsWhileItsSessionMayAct() {
		given(this.connection.mayAct(7)).willReturn(true);
		assertThat(this.leadership.isCertain()).isTrue();
		assertThatNoException().isThrownBy(this.leadership::check);
	}

	@Test
	void doesNotHoldWhenItsSessionMayNotAct() {
		given(this.connection.mayAct(8)).willReturn(true);
		assertThat(this.leadership.isCertain()).isFalse();
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(this.leadership::check);
	}

	@Test
	void doesNotComeBackWhenRevoked() {
		given(this.connection.mayAct(7)).willReturn(true);
		this.leadership.revoke();
		assertThat(this.leadership.isCertain()).isFalse();
	}

	@Test
	void isFencedByTheTransactionThatCreatedTheZnode() {
		assertThat(this.leadership.token()).isEqualTo(new FencingToken(42));
	}

}
