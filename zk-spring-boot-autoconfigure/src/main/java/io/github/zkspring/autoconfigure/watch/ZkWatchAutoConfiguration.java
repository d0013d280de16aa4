package io.github.zkspring.autoconfigure.watch;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

import io.github.zkspring.autoconfigure.ConditionalOnZkEnabled;
import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.ZkProperties;
import io.github.zkspring.autoconfigure.ZkWatchProperties;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.codec.JsonZnodeCodec;
import io.github.zkspring.codec.ZnodeCodec;
import io.github.zkspring.codec.ZnodeCodecs;
import io.github.zkspring.mirror.Mirror;
import io.github.zkspring.watch.ObservedDelivery;
import io.github.zkspring.watch.WatchErrorHandler;
import io.github.zkspring.watch.WatchErrorListener;
import io.github.zkspring.watch.ZkDataWatch;
import io.github.zkspring.watch.ZkWatches;
import io.github.zkspring.watch.delivery.DefaultZkWatchRegistry;
import io.github.zkspring.watch.delivery.DefaultZkWatches;
import io.github.zkspring.watch.delivery.DeliveryExecutor;
import io.github.zkspring.watch.delivery.SharedWatches;
import io.github.zkspring.watch.delivery.WatchFactory;
import io.github.zkspring.watch.method.WatchMethodProcessor;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for watch methods, such as
 * {@link ZkDataWatch @ZkDataWatch}, and for {@link ZkWatches}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ZkAutoConfiguration.class,
		afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnZkEnabled
@ConditionalOnBean(CuratorSession.class)
@EnableConfigurationProperties(ZkWatchProperties.class)
public final class ZkWatchAutoConfiguration {

	private static final String EXECUTOR = "zkWatchExecutor";

	ZkWatchAutoConfiguration() {
	}

	@Bean
	@Fallback
	@ConditionalOnMissingBean
	WatchErrorHandler zkWatchErrorHandler() {
		return WatchErrorHandler.logging();
	}

	@Bean
	ZnodeCodecs znodeCodecs(ConfigurableListableBeanFactory beanFactory, ObjectProvider<ZnodeCodec> codecs,
			@Qualifier("zkJsonCodec") ObjectProvider<ZnodeCodec> json) {
		ConversionService conversionService = beanFactory.getConversionService();
		return new ZnodeCodecs(codecs.orderedStream().toList(),
				(conversionService != null) ? conversionService : ApplicationConversionService.getSharedInstance(),
				json.getIfAvailable());
	}

	@Bean
	DeliveryExecutor zkWatchDeliveryExecutor(@Qualifier(EXECUTOR) Executor executor, ZkEventLoop loop,
			ZkWatchProperties properties) {
		return new DeliveryExecutor(executor, EXECUTOR, loop, properties.overdueAfter());
	}

	@Bean
	WatchFactory zkWatchFactory(Mirror mirror, DeliveryExecutor executor, ObjectProvider<WatchErrorListener> listeners,
			ObjectProvider<CallObserver<ObservedDelivery>> observer, ObjectProvider<WatchErrorHandler> errorHandler) {
		return new WatchFactory(mirror, executor, () -> listeners.orderedStream().toList(),
				observer.getIfAvailable(CallObserver::none), errorHandler::getObject);
	}

	@Bean
	@ConditionalOnMissingBean
	SharedWatches zkSharedWatches() {
		return new SharedWatches();
	}

	@Bean
	DefaultZkWatchRegistry zkWatchRegistry(SharedWatches shared, ZkProperties session, ZkWatchProperties watch,
			Mirror mirror) {
		boolean required = session.startup().isSessionRequired();
		return new DefaultZkWatchRegistry(shared, required ? watch.initialSyncTimeout() : Duration.ZERO,
				mirror::together);
	}

	@Bean
	@Fallback
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	ZkWatches zkWatches(WatchFactory factory, DefaultZkWatchRegistry registry, ZnodeCodecs codecs) {
		return new DefaultZkWatches(factory, registry, codecs);
	}

	@Bean
	static WatchMethodProcessor zkWatchMethodProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<WatchFactory> watches, ObjectProvider<ZnodeCodecs> codecs,
			ObjectProvider<DefaultZkWatchRegistry> registry) {
		return new WatchMethodProcessor(beanFactory, watches, codecs, registry);
	}

	/**
	 * Configures the executor of watch methods. It is not a default candidate, so that it
	 * does not interfere with the executors of the application.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(name = EXECUTOR)
	static class ExecutorConfiguration {

		@Bean(name = EXECUTOR, defaultCandidate = false, destroyMethod = "shutdownNow")
		@ConditionalOnThreading(Threading.PLATFORM)
		ExecutorService zkWatchExecutor() {
			return DeliveryExecutor.newThreadPool();
		}

		@Bean(name = EXECUTOR, defaultCandidate = false)
		@ConditionalOnThreading(Threading.VIRTUAL)
		VirtualThreadTaskExecutor zkWatchExecutorVirtualThreads() {
			return new VirtualThreadTaskExecutor("zk-watch-");
		}

	}

	/**
	 * Configures the JSON codec.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JsonMapper.class)
	static class JsonConfiguration {

		@Bean(defaultCandidate = false)
		ZnodeCodec zkJsonCodec(ObjectProvider<JsonMapper> mapper) {
			return new JsonZnodeCodec(mapper.getIfAvailable(JsonMapper::shared));
		}

	}

}
