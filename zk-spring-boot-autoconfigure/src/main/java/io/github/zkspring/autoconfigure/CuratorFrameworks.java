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

	private static final String RESERVED_PATH = "/zookeeper/config";

	private final List<CuratorFrameworkCustomizer> customizers;

	private final ACLProvider aclProvider;

	CuratorFrameworks(List<CuratorFrameworkCustomizer> customizers, ACLProvider aclProvider) {
		this.customizers = customizers;
		this.aclProvider = aclProvider;
	}

	CuratorFramework create(String connectString) {
		check(connectString);
		CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder()
			.connectString(connectString)
			.aclProvider(this.aclProvider);
		this.customizers.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	// ZOOKEEPER-4742: the client takes a chroot off the reserved paths that servers send,
	// wherever the text matches
	private static void check(String connectString) {
		ConnectStringParser parser;
		try {
			parser = new ConnectStringParser(connectString);
			Assert.notEmpty(parser.getServerAddresses(), "it names no server");
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("zk.connect-string", connectString,
					"It must be host:port,…[/chroot]: %s.".formatted(ex.getMessage()));
		}
		String chroot = parser.getChrootPath();
		if (chroot != null && RESERVED_PATH.startsWith(chroot)) {
			throw new InvalidConfigurationPropertyValueException("zk.connect-string", connectString,
					("The chroot '%s' begins like ZooKeeper's own '%s', which breaks the client (ZOOKEEPER-4742). "
							+ "Choose another one.")
						.formatted(chroot, RESERVED_PATH));
		}
	}

}
