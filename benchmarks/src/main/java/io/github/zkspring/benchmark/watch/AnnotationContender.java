package io.github.zkspring.benchmark.watch;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.watch.ZkDataWatch;
import io.github.zkspring.watch.ZkPath;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@link WatchContender} for an annotated method.
 */
final class AnnotationContender implements WatchContender {

	private final ContenderSetup setup;

	private @Nullable ConfigurableApplicationContext context;

	AnnotationContender(ContenderSetup setup) {
		this.setup = setup;
	}

	@Override
	public void watch(Znodes znodes) {
		if (znodes.count() > 1) {
			throw new UnsupportedOperationException("One annotated method watches one znode");
		}
		this.context = BenchmarkApplication.start(this.setup, Application.class, "benchmark.path=" + znodes.path(0));
		this.context.getBean(AnnotatedBean.class).listener = this.setup.listener();
		this.setup.listener().value(znodes.path(0), this.context.getBean(AnnotatedBean.class).version);
	}

	@Override
	public ZooKeeper zooKeeper() throws Exception {
		return context().getBean(CuratorFramework.class).getZookeeperClient().getZooKeeper();
	}

	private ConfigurableApplicationContext context() {
		if (this.context == null) {
			throw new IllegalStateException("No watch was created");
		}
		return this.context;
	}

	@Override
	public void close() {
		if (this.context != null) {
			this.context.close();
		}
	}

	/**
	 * Application with that bean.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class })
	static class Application {

		@Bean
		AnnotatedBean annotatedBean() {
			return new AnnotatedBean();
		}

	}

	/**
	 * Bean with the annotated method.
	 */
	static class AnnotatedBean {

		private volatile ValueListener listener = (path, version) -> {
		};

		private volatile int version = -1;

		@ZkDataWatch("${benchmark.path}")
		void changed(byte @Nullable [] payload, @Nullable Stat stat, @ZkPath String path) {
			if (stat != null) {
				this.version = stat.getVersion();
				this.listener.value(path, stat.getVersion());
			}
		}

	}

}
