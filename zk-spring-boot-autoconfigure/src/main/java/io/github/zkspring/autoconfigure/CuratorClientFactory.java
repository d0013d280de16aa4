package io.github.zkspring.autoconfigure;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.zkspring.client.support.ZkThreads;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.zookeeper.client.ConnectStringParser;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.Assert;

/**
 * Creates clients that differ only in their connect string: the one of the application,
 * and the one that creates a missing chroot. They share an executor for Curator's recipes
 * that ends with {@link #close()}; the one that Curator 5.9.0 creates by default is never
 * shut down.
 */
class CuratorClientFactory implements AutoCloseable {

	private static final String RESERVED_PATH = "/zookeeper/config";

	private static final Pattern SCHEME = Pattern.compile("\\s*[\\w+.-]*:?//");

	private final List<CuratorFrameworkCustomizer> customizers;

	private final ACLProvider aclProvider;

	private final ThreadPoolExecutor recipes;

	CuratorClientFactory(List<CuratorFrameworkCustomizer> customizers, ACLProvider aclProvider) {
		this.customizers = customizers;
		this.aclProvider = aclProvider;
		this.recipes = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				ZkThreads.single("zk-curator-recipes"));
		this.recipes.allowCoreThreadTimeOut(true);
	}

	CuratorFramework create(String connectString) {
		check(connectString);
		CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder()
			.connectString(connectString)
			.aclProvider(this.aclProvider)
			.runSafeService(this.recipes)
			.threadFactory(ZkThreads.numbered("zk-curator-"));
		this.customizers.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	// ZOOKEEPER-4742: the client strips a chroot from the reserved paths that servers
	// send, wherever the text matches
	private static void check(String connectString) {
		Matcher scheme = SCHEME.matcher(connectString);
		if (scheme.lookingAt()) {
			throw new InvalidConfigurationPropertyValueException("zk.connect-string", connectString,
					"Remove the scheme '%s'. The format is host:port,…[/chroot].".formatted(scheme.group()));
		}
		ConnectStringParser parser;
		try {
			parser = new ConnectStringParser(connectString);
			Assert.notEmpty(parser.getServerAddresses(), "no server is named");
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("zk.connect-string", connectString,
					"The format is host:port,…[/chroot]: %s.".formatted(ex.getMessage()));
		}
		String chroot = parser.getChrootPath();
		if (chroot != null && RESERVED_PATH.startsWith(chroot)) {
			throw new InvalidConfigurationPropertyValueException("zk.connect-string", connectString,
					("The chroot '%s' is a prefix of ZooKeeper's own path '%s', which breaks the client "
							+ "(ZOOKEEPER-4742). Choose another chroot.")
						.formatted(chroot, RESERVED_PATH));
		}
	}

	@Override
	public void close() {
		this.recipes.shutdownNow();
	}

}
