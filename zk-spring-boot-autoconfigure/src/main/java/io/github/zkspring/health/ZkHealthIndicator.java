package io.github.zkspring.health;

import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.util.Assert;

/**
 * {@link HealthIndicator} for the session with the ensemble. It tells what the session
 * knows and sends no request, so it answers in the same time whether the ensemble is
 * there or not. UP while a server answers, DOWN otherwise.
 *
 * @since 0.1.0
 */
public class ZkHealthIndicator extends AbstractHealthIndicator {

	private final ZkSession session;

	/**
	 * Create an indicator.
	 * @param session the session to tell about
	 */
	public ZkHealthIndicator(ZkSession session) {
		super("ZooKeeper health check failed");
		Assert.notNull(session, "'session' must not be null");
		this.session = session;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ZkSessionState state = this.session.state();
		builder.status(state.isConnected() ? Status.UP : Status.DOWN)
			.withDetail("state", state)
			.withDetail("since", this.session.since())
			.withDetail("sessionId", "0x" + Long.toHexString(this.session.id()))
			.withDetail("negotiatedTimeout", this.session.negotiatedTimeout())
			.withDetail("lease", this.session.lease())
			.withDetail("readOnly", state == ZkSessionState.READ_ONLY);
		this.session.lastError().ifPresent((error) -> builder.withDetail("lastError", error));
		this.session.server().ifPresent((server) -> builder.withDetail("server", server));
	}

}
