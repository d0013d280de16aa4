package io.github.zkspring.autoconfigure.template;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for {@code ZkTemplate}.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk.template")
public class ZkTemplateProperties {

	/**
	 * Maximum time of one operation, including retries. Defaults to the value of
	 * zk.retry.max-elapsed.
	 */
	private @Nullable Duration timeout;

	public @Nullable Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(@Nullable Duration timeout) {
		this.timeout = timeout;
	}

}
