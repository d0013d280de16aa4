package io.github.zkspring.autoconfigure.template;

import java.time.Duration;

import io.github.zkspring.autoconfigure.PropertyAssert;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for {@code ZkTemplate}.
 *
 * @param timeout Maximum time of one operation, including retries. Defaults to the value
 * of zk.retry.max-elapsed.
 * @since 0.1.0
 */
@ConfigurationProperties("zk.template")
public record ZkTemplateProperties(@Nullable Duration timeout) {

	/**
	 * Checks the values.
	 */
	public ZkTemplateProperties {
		PropertyAssert.positive("zk.template.timeout", timeout);
	}

}
