package io.github.zkspring.client.startup;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * {@link RuntimeHintsRegistrar} for the classes that ZooKeeper's client and Curator look
 * up by name: the plain and the TLS socket, the SASL login modules, and the classes that
 * Curator detects the version of ZooKeeper with.
 */
public class ZkClientRuntimeHints implements RuntimeHintsRegistrar {

	private static final TypeReference CONFIG = TypeReference.of("org.apache.zookeeper.client.ZKClientConfig");

	private static final List<String> SOCKETS = List.of("org.apache.zookeeper.ClientCnxnSocketNIO",
			"org.apache.zookeeper.ClientCnxnSocketNetty");

	private static final List<String> LOGINS = List.of("org.apache.zookeeper.server.auth.DigestLoginModule",
			"com.sun.security.auth.module.Krb5LoginModule");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		SOCKETS.forEach((socket) -> hints.reflection()
			.registerTypeIfPresent(classLoader, socket,
					(type) -> type.withConstructor(List.of(CONFIG), ExecutableMode.INVOKE)));
		LOGINS.forEach((login) -> hints.reflection()
			.registerTypeIfPresent(classLoader, login,
					(type) -> type.withConstructor(List.of(), ExecutableMode.INVOKE)));
		hints.reflection().registerTypeIfPresent(classLoader, "org.apache.zookeeper.AddWatchMode", (type) -> {
		})
			.registerTypeIfPresent(classLoader, "org.apache.zookeeper.server.quorum.MultipleAddresses",
					(type) -> type.withMethod("getReachableOrOne", List.of(), ExecutableMode.INVOKE));
	}

}
