package io.github.zkspring.autoconfigure;

import org.apache.curator.framework.CuratorFrameworkFactory;

/**
 * Callback interface for beans that customize the builder of the auto-configured
 * {@code CuratorFramework}. Beans are called in their order. The one that applies the
 * {@code zk.*} properties has order 0, so a customizer without an order is called after
 * it and can override its settings.
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
