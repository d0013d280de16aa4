package io.github.zkspring.autoconfigure.template;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.autoconfigure.ConditionalOnZkEnabled;
import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.ZkProperties;
import io.github.zkspring.autoconfigure.ZkWatchProperties;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.connection.RequestExecutor;
import io.github.zkspring.client.support.ZkThreads;
import io.github.zkspring.codec.ZnodeCodecs;
import io.github.zkspring.template.DefaultZkTemplate;
import io.github.zkspring.template.ZkTemplate;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link ZkTemplate}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class })
@ConditionalOnZkEnabled
@ConditionalOnBean(ZnodeCodecs.class)
@EnableConfigurationProperties(ZkTemplateProperties.class)
public final class ZkTemplateAutoConfiguration {

	private static final String EXECUTOR = "zkTemplateExecutor";

	/** How many completions run at the same time on platform threads. */
	private static final int THREADS = 16;

	ZkTemplateAutoConfiguration() {
	}

	@Bean
	DefaultZkTemplate.Settings zkTemplateSettings(ZkTemplateProperties template, ZkProperties session,
			ZkWatchProperties watch) {
		ZkProperties.Retry retry = session.retry();
		Duration timeout = template.timeout();
		ExponentialBackOff backOff = new ExponentialBackOff(Math.max(1, retry.initialInterval().toMillis()), 2);
		backOff.setMaxInterval(Math.max(backOff.getInitialInterval(), retry.maxInterval().toMillis()));
		backOff.setJitter(backOff.getInitialInterval() / 2);
		return new DefaultZkTemplate.Settings((timeout != null) ? timeout : retry.maxElapsed(), backOff,
				watch.maxPayload().toBytes());
	}

	@Bean
	@ConditionalOnMissingBean(ZkTemplate.class)
	DefaultZkTemplate zkTemplate(RequestExecutor requests, DefaultZkTemplate.Settings settings, ZnodeCodecs codecs,
			@Qualifier(EXECUTOR) Executor executor) {
		return new DefaultZkTemplate(requests, settings, codecs, executor);
	}

	/**
	 * Configures the executor that completes futures. It is not a default candidate, so
	 * that it does not interfere with the executors of the application.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(name = EXECUTOR)
	static class ExecutorConfiguration {

		// the queue is bounded by the requests that the application has sent
		@Bean(name = EXECUTOR, defaultCandidate = false, destroyMethod = "shutdown")
		@ConditionalOnThreading(Threading.PLATFORM)
		ExecutorService zkTemplateExecutor() {
			ThreadPoolExecutor pool = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS,
					new LinkedBlockingQueue<>(), ZkThreads.numbered("zk-template-"));
			pool.allowCoreThreadTimeOut(true);
			return pool;
		}

		@Bean(name = EXECUTOR, defaultCandidate = false)
		@ConditionalOnThreading(Threading.VIRTUAL)
		VirtualThreadTaskExecutor zkTemplateExecutorVirtualThreads() {
			return new VirtualThreadTaskExecutor("zk-template-");
		}

	}

}
