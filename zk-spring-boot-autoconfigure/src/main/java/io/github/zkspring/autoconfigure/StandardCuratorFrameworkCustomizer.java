package io.github.zkspring.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.TrackingZooKeeper;
import org.apache.curator.RetryPolicy;
import org.apache.curator.framework.AuthInfo;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.BoundedExponentialBackoffRetry;
import org.apache.zookeeper.client.ZKClientConfig;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.Ordered;

/**
 * Applies {@link ZkProperties}, the identities of the {@link ZkConnectionDetails} and the
 * configuration of ZooKeeper's own client to the builder.
 */
class StandardCuratorFrameworkCustomizer implements CuratorFrameworkCustomizer, Ordered {

	private final ZkProperties properties;

	private final ZkConnectionDetails connectionDetails;

	private final ZKClientConfig clientConfig;

	StandardCuratorFrameworkCustomizer(ZkProperties properties, ZkConnectionDetails connectionDetails,
			ZKClientConfig clientConfig) {
		this.properties = properties;
		this.connectionDetails = connectionDetails;
		this.clientConfig = clientConfig;
	}

	@Override
	public int getOrder() {
		return 0;
	}

	@Override
	public void customize(CuratorFrameworkFactory.Builder builder) {
		Duration sessionTimeout = this.properties.sessionTimeout();
		Duration connectionTimeout = this.properties.connectionTimeout();
		builder.sessionTimeoutMs((int) sessionTimeout.toMillis())
			.connectionTimeoutMs((int) Math.min(connectionTimeout.toMillis(), sessionTimeout.toMillis()))
			.retryPolicy(retryPolicy(this.properties.retry()))
			.canBeReadOnly(this.properties.readOnly())
			.ensembleTracker(this.properties.ensembleTracker())
			.zookeeperFactory(TrackingZooKeeper.factory())
			.zkClientConfig(this.clientConfig);
		if (!this.properties.namespace().isEmpty()) {
			namespace(builder, this.properties.namespace());
		}
		List<AuthInfo> identities = this.connectionDetails.getAuth().stream().map(this::identity).toList();
		if (!identities.isEmpty()) {
			builder.authorization(identities);
		}
	}

	private static void namespace(CuratorFrameworkFactory.Builder builder, String namespace) {
		try {
			ZkPaths.validate("/" + namespace);
			builder.namespace(namespace);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("zk.namespace", namespace,
					"It must be a path without the leading '/'.");
		}
	}

	private AuthInfo identity(ZkConnectionDetails.Auth auth) {
		return new AuthInfo(auth.scheme(), auth.credentials().getBytes(StandardCharsets.UTF_8));
	}

	private static RetryPolicy retryPolicy(ZkProperties.Retry retry) {
		RetryPolicy backoff = new BoundedExponentialBackoffRetry((int) retry.initialInterval().toMillis(),
				(int) retry.maxInterval().toMillis(), retry.maxAttempts());
		return (attempts, elapsedMillis, sleeper) -> elapsedMillis < retry.maxElapsed().toMillis()
				&& backoff.allowRetry(attempts, elapsedMillis, sleeper);
	}

}
