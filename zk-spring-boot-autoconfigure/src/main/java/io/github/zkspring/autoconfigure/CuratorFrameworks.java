package io.github.zkspring.autoconfigure;

import java.util.List;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.zookeeper.client.ConnectStringParser;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.Assert;

/**
 * Creates clients that differ in their connect string alone.
 */
class CuratorFrameworks {

	private final List<CuratorFrameworkCustomizer> customizers;

	private final ACLProvider aclProvider;

	CuratorFrameworks(List<CuratorFrameworkCustomizer> customizers, ACLProvider aclProvider) {
		this.customizers = customizers;
		this.aclProvider = aclProvider;
	}

	CuratorFramework create(String connectString) {
		try {
			Assert.notEmpty(new ConnectStringParser(connectString).getServerAddresses(), "it names no server");
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("zk.connect-string", connectString,
					"It must be host:port,…[/chroot]: %s.".formatted(ex.getMessage()));
		}
		CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder()
			.connectString(connectString)
			.aclProvider(this.aclProvider);
		this.customizers.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

}
