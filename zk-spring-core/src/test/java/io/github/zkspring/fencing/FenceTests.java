package io.github.zkspring.fencing;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

import io.github.zkspring.client.ZkException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link Fence}.
 */
class FenceTests {

	private final Fence fence = new Fence();

	@Test
	void acceptsAnyFirstToken() {
		assertThat(this.fence.highest()).isEmpty();
		assertThat(this.fence.accept(new FencingToken(0))).isTrue();
		assertThat(this.fence.highest()).contains(new FencingToken(0));
	}

	@Test
	void acceptsSameTokenAgain() {
		assertThat(this.fence.accept(new FencingToken(5))).isTrue();
		assertThat(this.fence.accept(new FencingToken(5))).isTrue();
	}

	@Test
	void rejectsLowerTokens() {
		this.fence.check(new FencingToken(5));
		this.fence.check(new FencingToken(9));
		assertThat(this.fence.accept(new FencingToken(5))).isFalse();
		assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> this.fence.check(new FencingToken(8)))
			.isInstanceOf(ZkException.class)
			.withMessageContaining("0x8")
			.withMessageContaining("0x9")
			.satisfies((ex) -> assertThat(ex.getToken()).isEqualTo(new FencingToken(8)));
		assertThatNoException().isThrownBy(() -> this.fence.check(new FencingToken(9)));
	}

	@Test
	void keepsHighestTokenOfManyThreads() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Future<Long>> highest = IntStream.range(0, 8).mapToObj((thread) -> threads.submit(() -> {
				long own = 0;
				for (int call = 0; call < 20_000; call++) {
					long value = ThreadLocalRandom.current().nextLong(1_000_000);
					boolean accepted = this.fence.accept(new FencingToken(value));
					assertThat(accepted && value < own).isFalse();
					own = Math.max(own, value);
				}
				return own;
			})).toList();
			long expected = 0;
			for (Future<Long> own : highest) {
				expected = Math.max(expected, own.get());
			}
			assertThat(this.fence.highest()).contains(new FencingToken(expected));
		}
		finally {
			threads.shutdownNow();
		}
	}

}
