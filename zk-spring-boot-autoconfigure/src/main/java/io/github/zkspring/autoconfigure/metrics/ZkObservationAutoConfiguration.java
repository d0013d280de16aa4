package io.github.zkspring.autoconfigure.metrics;

import io.github.zkspring.autoconfigure.ConditionalOnZkEnabled;
import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.leader.LeaderInvocation;
import io.github.zkspring.lock.LockInvocation;
import io.github.zkspring.metrics.DefaultZkLeaderObservationConvention;
import io.github.zkspring.metrics.DefaultZkLockObservationConvention;
import io.github.zkspring.metrics.DefaultZkWatchObservationConvention;
import io.github.zkspring.metrics.ObservationCallObserver;
import io.github.zkspring.metrics.ZkLeaderObservationConvention;
import io.github.zkspring.metrics.ZkLockObservationConvention;
import io.github.zkspring.metrics.ZkObservationDocumentation;
import io.github.zkspring.metrics.ZkWatchObservationConvention;
import io.github.zkspring.watch.ObservedDelivery;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for observations of watch callbacks,
 * leader methods and locks.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ZkAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnZkEnabled
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({ ObservationRegistry.class, CuratorSession.class })
public final class ZkObservationAutoConfiguration {

	ZkObservationAutoConfiguration() {
	}

	@Bean
	CallObserver<ObservedDelivery> zkWatchCallObserver(ObservationRegistry registry,
			ObjectProvider<ZkWatchObservationConvention> convention) {
		return new ObservationCallObserver<>(ZkObservationDocumentation.WATCH_DELIVERY, registry,
				convention.getIfAvailable(), new DefaultZkWatchObservationConvention());
	}

	@Bean
	CallObserver<LeaderInvocation> zkLeaderCallObserver(ObservationRegistry registry,
			ObjectProvider<ZkLeaderObservationConvention> convention) {
		return new ObservationCallObserver<>(ZkObservationDocumentation.LEADER_TASK, registry,
				convention.getIfAvailable(), new DefaultZkLeaderObservationConvention());
	}

	@Bean
	CallObserver<LockInvocation> zkLockCallObserver(ObservationRegistry registry,
			ObjectProvider<ZkLockObservationConvention> convention) {
		return new ObservationCallObserver<>(ZkObservationDocumentation.LOCK, registry, convention.getIfAvailable(),
				new DefaultZkLockObservationConvention());
	}

}
