package io.github.zkspring.autoconfigure;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

import io.github.zkspring.client.EngineLoop;
import io.github.zkspring.codec.JsonZnodeCodec;
import io.github.zkspring.codec.ZnodeCodec;
import io.github.zkspring.codec.ZnodeCodecs;
import io.github.zkspring.mirror.Mirror;
import io.github.zkspring.watch.LoggingWatchErrorHandler;
import io.github.zkspring.watch.MethodWatchRegistry;
import io.github.zkspring.watch.WatchErrorHandler;
import io.github.zkspring.watch.WatchExecutors;
import io.github.zkspring.watch.WatchFactory;
import io.github.zkspring.watch.WatchMethodProcessor;
import io.github.zkspring.watch.ZkDataWatch;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link ZkDataWatch @ZkDataWatch}
 * and its siblings.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ZkAutoConfiguration.class,
		afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@EnableConfigurationProperties(ZkWatchProperties.class)
public final class ZkWatchAutoConfiguration {

	private static final String EXECUTOR = "zkWatchExecutor";

	ZkWatchAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	WatchErrorHandler zkWatchErrorHandler() {
		return new LoggingWatchErrorHandler();
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
	WatchFactory zkWatchFactory(Mirror mirror, EngineLoop loop, ZnodeCodecs codecs,
			@Qualifier(EXECUTOR) Executor executor, ConfigurableListableBeanFactory beanFactory) {
		return new WatchFactory(mirror, loop, codecs, executor, beanFactory);
	}

	@Bean
	MethodWatchRegistry zkWatchRegistry(ZkProperties session, ZkWatchProperties watch) {
		boolean required = session.getStartup().getOnUnavailable() == ZkProperties.OnUnavailable.FAIL;
		return new MethodWatchRegistry(required ? watch.getInitialSyncTimeout() : Duration.ZERO);
	}

	@Bean
	static WatchMethodProcessor zkWatchMethodProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<WatchFactory> factory, ObjectProvider<MethodWatchRegistry> registry) {
		return new WatchMethodProcessor(beanFactory, factory, registry);
	}

	/**
	 * Where watch methods run. No candidate for other injection points: the executors of
	 * the application stay as they are.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(name = EXECUTOR)
	static class ExecutorConfiguration {

		@Bean(name = EXECUTOR, defaultCandidate = false, destroyMethod = "shutdownNow")
		@ConditionalOnThreading(Threading.PLATFORM)
		ExecutorService zkWatchExecutor() {
			return WatchExecutors.growing();
		}

		@Bean(name = EXECUTOR, defaultCandidate = false)
		@ConditionalOnThreading(Threading.VIRTUAL)
		VirtualThreadTaskExecutor zkWatchExecutorVirtualThreads() {
			return new VirtualThreadTaskExecutor("zk-watch-");
		}

	}

	/**
	 * JSON, where Jackson is on the class path.
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
