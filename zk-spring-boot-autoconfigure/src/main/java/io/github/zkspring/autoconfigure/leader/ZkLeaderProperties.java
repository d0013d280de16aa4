package io.github.zkspring.autoconfigure.leader;

import java.time.Duration;

import io.github.zkspring.contender.OnSuspended;
import io.github.zkspring.leader.LeaderOnlyAnnotationPostProcessor;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for leader election.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk.leader")
public class ZkLeaderProperties {

	/**
	 * Parent path of all elections.
	 */
	private String basePath = "/leaders";

	/**
	 * Id of this instance in elections. Defaults to ${spring.application.name}@host:pid.
	 */
	private @Nullable String id;

	/**
	 * Effect of a lost connection on leadership while the session lease is valid.
	 */
	private OnSuspended onSuspended = OnSuspended.HOLD;

	/**
	 * Order of the @LeaderOnly advice. Advice with a higher value is applied further
	 * inside. By default the advice is applied outside of transactions.
	 */
	private int adviceOrder = LeaderOnlyAnnotationPostProcessor.DEFAULT_ADVICE_ORDER;

	/**
	 * Time to wait for running leader methods, and then for revocation handlers, before
	 * leadership is released in an orderly way.
	 */
	private Duration drainTimeout = Duration.ofSeconds(2);

	/**
	 * Name of the health group that is required for leadership. This instance leaves its
	 * elections while the status of the group is DOWN or OUT_OF_SERVICE.
	 */
	private @Nullable String healthGroup;

	/**
	 * Delay between two checks of the health group.
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
