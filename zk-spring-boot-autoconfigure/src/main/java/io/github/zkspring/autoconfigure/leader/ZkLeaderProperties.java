package io.github.zkspring.autoconfigure.leader;

import java.time.Duration;

import io.github.zkspring.contender.OnSuspended;
import io.github.zkspring.leader.LeaderOnlyAnnotationPostProcessor;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for leadership.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk.leader")
public class ZkLeaderProperties {

	/**
	 * Parent of the queues of all elections.
	 */
	private String basePath = "/leaders";

	/**
	 * Name of this instance in its elections. Defaults to
	 * ${spring.application.name}@host:pid.
	 */
	private @Nullable String id;

	/**
	 * What a lost connection does to leadership while the lease of the session lasts.
	 */
	private OnSuspended onSuspended = OnSuspended.HOLD;

	/**
	 * Place of the guard of @LeaderOnly among the advisors of a bean: higher values are
	 * further inside. Defaults to a place outside of transactions.
	 */
	private int adviceOrder = LeaderOnlyAnnotationPostProcessor.DEFAULT_ADVICE_ORDER;

	/**
	 * Time that running bodies, and after them the handlers of the revocation, get when
	 * leadership is given up in good order, before the next instance leads.
	 */
	private Duration drainTimeout = Duration.ofSeconds(2);

	/**
	 * Health group without which this instance does not lead: while the group is DOWN or
	 * OUT_OF_SERVICE the instance takes part in no election.
	 */
	private @Nullable String healthGroup;

	/**
	 * Time between two looks at the health group.
	 */
	private Duration healthInterval = Duration.ofSeconds(10);

	public String getBasePath() {
		return this.basePath;
	}

	public void setBasePath(String basePath) {
		this.basePath = basePath;
	}

	public @Nullable String getId() {
		return this.id;
	}

	public void setId(@Nullable String id) {
		this.id = id;
	}

	public OnSuspended getOnSuspended() {
		return this.onSuspended;
	}

	public void setOnSuspended(OnSuspended onSuspended) {
		this.onSuspended = onSuspended;
	}

	public int getAdviceOrder() {
		return this.adviceOrder;
	}

	public void setAdviceOrder(int adviceOrder) {
		this.adviceOrder = adviceOrder;
	}

	public Duration getDrainTimeout() {
		return this.drainTimeout;
	}

	public void setDrainTimeout(Duration drainTimeout) {
		this.drainTimeout = drainTimeout;
	}

	public @Nullable String getHealthGroup() {
		return this.healthGroup;
	}

	public void setHealthGroup(@Nullable String healthGroup) {
		this.healthGroup = healthGroup;
	}

	public Duration getHealthInterval() {
		return this.healthInterval;
	}

	public void setHealthInterval(Duration healthInterval) {
		this.healthInterval = healthInterval;
	}

}
