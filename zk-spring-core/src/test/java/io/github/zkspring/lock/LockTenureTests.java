package io.github.zkspring.lock;

import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.fencing.FencingZnode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * {@link LockTenure} stands on the grant, and on what the connection says about the
 * session of the grant.
 */
class LockTenureTests {

	private final ZkConnection connection = mock(ZkConnection.class);

	private final LockTenure tenure = tenure(LockMode.EXCLUSIVE);

	@BeforeEach
	void certain() {
		given(this.connection.isCertain(7)).willReturn(true);
	}

	@Test
	void isHeldWhileItsSessionIsCertain() {
		HeldLock lock = this.tenure.handle();
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
	void doesNotComeBackOnceItIsLost() {
		assertThat(this.tenure.lose()).isTrue();
		assertThat(this.tenure.lose()).isFalse();
		assertThat(this.tenure.handle().isHeld()).isFalse();
		assertThat(this.tenure.handle().isLost()).isTrue();
		assertThat(this.tenure.ended()).isCompleted();
		assertThatNoException().isThrownBy(this.tenure.handle()::close);
		assertThatExceptionOfType(LockLostException.class)
			.isThrownBy(() -> tenure(LockMode.EXCLUSIVE, true).share(LockMode.EXCLUSIVE));
	}

	@Test
	void isNotLostOnceItIsReleased() {
		this.tenure.handle().close();
		assertThat(this.tenure.lose()).isFalse();
		assertThat(this.tenure.handle().isLost()).isFalse();
		assertThat(this.tenure.share(LockMode.SHARED)).isNull();
	}

	@Test
	void endsWithItsLastShare() {
		LockHandle share = this.tenure.share(LockMode.SHARED);
		assertThat(share).isNotNull();
		this.tenure.handle().close();
		this.tenure.handle().close();
		assertThat(share.isHeld()).isTrue();
		assertThat(this.tenure.ended()).isNotCompleted();
		share.close();
		assertThat(this.tenure.ended()).isCompleted();
	}

	@Test
	void keepsItsCountWhenAShareIsRefused() {
		LockTenure shared = tenure(LockMode.SHARED);
		assertThatIllegalStateException().isThrownBy(() -> shared.share(LockMode.EXCLUSIVE));
		shared.handle().close();
		assertThat(shared.ended()).isCompleted();
	}

	private LockTenure tenure(LockMode mode) {
		return new LockTenure("orders", mode, new FencingZnode("/locks/orders/me-c-1", new FencingToken(42)), 7,
				this.connection);
	}

	private LockTenure tenure(LockMode mode, boolean lost) {
		LockTenure tenure = tenure(mode);
		assertThat(tenure.lose()).isEqualTo(lost);
		return tenure;
	}

}
