package io.github.zkspring.autoconfigure;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ClientSecurity}.
 */
class ClientSecurityTests {

	@Test
	void namesDirectoryThatCannotBeWritten(@TempDir Path parent) {
		String before = System.getProperty("java.io.tmpdir");
		String missing = parent.resolve("missing").toString();
		System.setProperty("java.io.tmpdir", missing);
		try {
			assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
				.isThrownBy(() -> new ClientSecurity(new SecureDetails()))
				.withMessageContainingAll("java.io.tmpdir", "zk.ssl.bundle", missing);
		}
		finally {
			System.setProperty("java.io.tmpdir", before);
		}
	}

	private static final class SecureDetails implements ZkConnectionDetails {

		@Override
		public String getConnectString() {
			return "localhost:2281";
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return SslBundle.of(SslStoreBundle.NONE);
		}

	}

}
