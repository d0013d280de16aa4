package io.github.zkspring.autoconfigure.leader;

import java.time.Duration;

import io.github.zkspring.autoconfigure.PropertyAssert;
import io.github.zkspring.contender.ContenderRegistration.OnSuspended;
import io.github.zkspring.leader.LeaderOnlyAnnotationPostProcessor;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for leader election.
 *
 * @param basePath Parent path of all elections.
 * @param id Id of this instance in elections. Defaults to
 * ${spring.application.name}@host:pid and a random part, so that two instances are never
 * the same.
 * @param onSuspended Effect of a lost connection on leadership while the session lease is
 * valid.
 * @param adviceOrder Order of the @LeaderOnly advice. Advice with a higher value is
 * applied further inside. By default the advice is applied outside of transactions.
 * @param drainTimeout Time to wait for running leader methods, and then for revocation
 * handlers, before leadership is released in an orderly way.
 * @param healthGroup Name of the health group that is required for leadership. This
 * instance leaves its elections while the status of the group is DOWN or OUT_OF_SERVICE.
 * @param healthInterval Delay between two checks of the health group.
 * @param initialWait Maximum time that application startup waits until this instance
 * leads its elections or follows another leader, and for the first status of the health
 * group. Not applied with zk.startup.on-unavailable=continue.
 * @since 0.1.0
 */
@ConfigurationProperties("zk.leader")
public record ZkLeaderProperties(@DefaultValue("/leaders") String basePath, @Nullable String id,
		@DefaultValue("hold") OnSuspended onSuspended,
		@DefaultValue("" + LeaderOnlyAnnotationPostProcessor.DEFAULT_ADVICE_ORDER) int adviceOrder,
		@DefaultValue("2s") Duration drainTimeout, @Nullable String healthGroup,
		@DefaultValue("10s") Duration healthInterval, @DefaultValue("2s") Duration initialWait) {

	/**
	 * Checks the values.
	 */
	public ZkLeaderProperties {
		PropertyAssert.notNegative("zk.leader.drain-timeout", drainTimeout);
		PropertyAssert.positive("zk.leader.health-interval", healthInterval);
		PropertyAssert.notNegative("zk.leader.initial-wait", initialWait);
	}

}
