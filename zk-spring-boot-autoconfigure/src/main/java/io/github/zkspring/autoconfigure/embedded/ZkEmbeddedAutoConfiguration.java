package io.github.zkspring.autoconfigure.embedded;

import io.github.zkspring.autoconfigure.ConditionalOnZkEnabled;
import io.github.zkspring.autoconfigure.ZkConnectionDetails;
import io.github.zkspring.embedded.EmbeddedZooKeeperServer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for a development server in this
 * JVM. Its address replaces {@code zk.connect-string} through
 * {@link ZkConnectionDetails}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(beforeName = "io.github.zkspring.autoconfigure.ZkAutoConfiguration")
@ConditionalOnZkEnabled
@ConditionalOnBooleanProperty("zk.embedded.enabled")
@EnableConfigurationProperties(ZkEmbeddedProperties.class)
public final class ZkEmbeddedAutoConfiguration {

	ZkEmbeddedAutoConfiguration() {
	}

	@Bean(initMethod = "start", destroyMethod = "close")
	@Lazy(false)
	@ConditionalOnMissingBean
	EmbeddedZooKeeperServer embeddedZooKeeperServer(ZkEmbeddedProperties properties) {
		return new EmbeddedZooKeeperServer(properties.port(), properties.dataDir());
	}

	@Bean
	@ConditionalOnMissingBean
	ZkConnectionDetails embeddedZkConnectionDetails(EmbeddedZooKeeperServer server) {
		return server::getConnectString;
	}

}
