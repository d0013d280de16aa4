package io.github.zkspring.lock;

import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.contender.ContenderRegistration.OnSuspended;
import io.github.zkspring.contender.Grant;
import io.github.zkspring.fencing.FencingToken;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LockOwnership}, which depends on the grant and on the lease of the
 * session.
 */
class LockOwnershipTests {

	private final ZkConnection connection = mock(ZkConnection.class);

	private final LockOwnership ownership = ownership(LockMode.EXCLUSIVE);

	@BeforeEach
	void certain() {
		given(this.connection.isCertain(7)).willReturn(true);
	}

	@Test
	void isHeldWhileSessionIsCertain() {
		HeldLock lock = this.ownership.reference();
		assertThat(lock.isHeld()).isTrue();
		assertThatNoException().isThrownBy(lock::assertHeld);
		assertThat(lock.token()).isEqualTo(new FencingToken(42));
		given(this.connection.isCertain(7)).willReturn(false);
		given(this.connection.isCertain(8)).willReturn(true);
		assertThat(lock.isHeld()).isFalse();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(lock::assertHeld)
			.withMessageContaining("lost")
			.satisfies((ex) -> assertThat(ex.getLock()).isEqualTo("orders"));
	}

	@Test
	void staysLost() {
		assertThat(this.ownership.lose()).isTrue();
		assertThat(this.ownership.lose()).isFalse();
		assertThat(this.ownership.reference().isHeld()).isFalse();
		assertThat(this.ownership.reference().isLost()).isTrue();
		assertThat(this.ownership.ended()).isCompleted();
		assertThatNoException().isThrownBy(this.ownership.reference()::close);
		assertThatExceptionOfType(LockLostException.class)
			.isThrownBy(() -> ownership(LockMode.EXCLUSIVE, true).share(LockMode.EXCLUSIVE));
	}

	@Test
	void isNotLostAfterRelease() {
		this.ownership.reference().close();
		assertThat(this.ownership.lose()).isFalse();
		assertThat(this.ownership.reference().isLost()).isFalse();
		assertThat(this.ownership.share(LockMode.SHARED)).isNull();
	}

	@Test
	void endsWithLastReference() {
		LockReference share = this.ownership.share(LockMode.SHARED);
		assertThat(share).isNotNull();
		this.ownership.reference().close();
		this.ownership.reference().close();
		assertThat(share.isHeld()).isTrue();
		assertThat(this.ownership.ended()).isNotCompleted();
		share.close();
		assertThat(this.ownership.ended()).isCompleted();
	}

	@Test
	void keepsReferenceCountWhenNestedRequestIsRejected() {
		LockOwnership shared = ownership(LockMode.SHARED);
		assertThatIllegalStateException().isThrownBy(() -> shared.share(LockMode.EXCLUSIVE));
		shared.reference().close();
		assertThat(shared.ended()).isCompleted();
	}

	private LockOwnership ownership(LockMode mode) {
		return new LockOwnership("orders", mode,
				new Grant("/locks/orders/me-c-1", 7, 42, this.connection, OnSuspended.HOLD), () -> {
				});
	}

	private LockOwnership ownership(LockMode mode, boolean lost) {
		LockOwnership ownership = ownership(mode);
		assertThat(ownership.lose()).isEqualTo(lost);
		return ownership;
	}

}
