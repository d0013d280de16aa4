package io.github.zkspring.watch;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link WatchOptions}.
 */
class WatchOptionsTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "/config/*", "a/{b:[}/c" })
	void refusesInvalidPatterns(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> WatchOptions.defaults().withFilter(pattern));
	}

}
