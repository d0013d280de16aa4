package io.github.zkspring.autoconfigure.template;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for the template.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk.template")
public class ZkTemplateProperties {

	/**
	 * Time of one operation of the template with all its repetitions. Defaults to
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
