package io.github.zkspring.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.util.Assert;

/**
 * {@link HealthIndicator} for the session. Answers from memory without a request, so that
 * an unreachable ensemble does not delay it. The status is UP while connected, and the
 * features can use the session. While the connection is lost, it is the configured
 * status, with the elapsed time in {@code suspendedFor}. After the session timeout and in
 * all other states it is DOWN.
 *
 * @since 0.1.0
 */
public class ZkHealthIndicator extends AbstractHealthIndicator {

	private final ZkSession session;

	private final Status suspended;

	private final InstantSource clock;

	/**
	 * Creates an indicator.
	 * @param session the session
	 * @param suspended the status while the connection is lost
	 */
	public ZkHealthIndicator(ZkSession session, Status suspended) {
		this(session, suspended, InstantSource.system());
	}

	ZkHealthIndicator(ZkSession session, Status suspended, InstantSource clock) {
		super("ZooKeeper health check failed");
		Assert.notNull(session, "'session' must not be null");
		this.session = session;
		this.suspended = suspended;
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ZkSessionState state = this.session.state();
		Instant since = this.session.since();
		Optional<String> problem = this.session.problem();
		builder.status((state.isConnected() && problem.isEmpty()) ? Status.UP : Status.DOWN).withDetail("state", state);
		problem.ifPresent((text) -> builder.withDetail("problem", text));
		if (state == ZkSessionState.SUSPENDED) {
			addSuspended(builder, Duration.between(since, this.clock.instant()));
		}
		long sessionId = this.session.id();
		if (sessionId != 0) {
			builder.withDetail("sessionId", "0x" + Long.toHexString(sessionId))
				.withDetail("negotiatedTimeout", this.session.negotiatedTimeout());
		}
		builder.withDetail("since", since)
			.withDetail("lease", this.session.lease())
			.withDetail("readOnly", state == ZkSessionState.READ_ONLY);
		this.session.lastError().ifPresent((error) -> builder.withDetail("lastError", error));
		this.session.server().ifPresent((server) -> builder.withDetail("server", server));
	}

	private void addSuspended(Health.Builder builder, Duration time) {
		builder.withDetail("suspendedFor", time);
		if (time.compareTo(this.session.negotiatedTimeout()) <= 0) {
			builder.status(this.suspended);
		}
	}

}
