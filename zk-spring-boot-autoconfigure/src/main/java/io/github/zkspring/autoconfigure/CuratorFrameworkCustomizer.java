package io.github.zkspring.autoconfigure;

import org.apache.curator.framework.CuratorFrameworkFactory;

/**
 * Callback that customizes the builder of the application's {@code CuratorFramework}.
 * Beans are called in their order; the one that applies {@code zk.*} has order 0, so a
 * customizer without an order comes after it and has the last word.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface CuratorFrameworkCustomizer {

	/**
	 * Customize the builder.
	 * @param builder the builder
	 */
	void customize(CuratorFrameworkFactory.Builder builder);

}
