package io.github.zkspring.autoconfigure.lock;

import io.github.zkspring.autoconfigure.ConditionalOnZkEnabled;
import io.github.zkspring.autoconfigure.InstanceId;
import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.client.connection.RequestExecutor;
import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.contender.Contenders;
import io.github.zkspring.lock.LockInvocation;
import io.github.zkspring.lock.QueueLockTemplate;
import io.github.zkspring.lock.ZkLock;
import io.github.zkspring.lock.ZkLockAnnotationPostProcessor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for locks and
 * {@link ZkLock @ZkLock}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ZkAutoConfiguration.class)
@ConditionalOnZkEnabled
@ConditionalOnBean(CuratorSession.class)
@EnableConfigurationProperties(ZkLockProperties.class)
public final class ZkLockAutoConfiguration {

	ZkLockAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	QueueLockTemplate zkLockTemplate(ZkLockProperties properties, RequestExecutor requests, Contenders contenders,
			ObjectProvider<CallObserver<LockInvocation>> observer, InstanceId instanceId) {
		QueueLockTemplate.Settings settings = new QueueLockTemplate.Settings(properties.basePath(), instanceId.value(),
				properties.waitTime(), properties.drainTimeout());
		try {
			return new QueueLockTemplate(settings, requests, contenders, observer.getIfAvailable(CallObserver::none));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("zk.lock.base-path", properties.basePath(),
					ex.getMessage() + ".");
		}
	}

	@Bean
	static ZkLockAnnotationPostProcessor zkLockAnnotationPostProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<QueueLockTemplate> locks, Environment environment) {
		ZkLockAnnotationPostProcessor processor = new ZkLockAnnotationPostProcessor(beanFactory, locks);
		processor.setProxyTargetClass(environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
		processor.setAdviceOrder(Binder.get(environment)
			.bind("zk.lock.advice-order", Integer.class)
			.orElse(ZkLockAnnotationPostProcessor.DEFAULT_ADVICE_ORDER));
		return processor;
	}

}
