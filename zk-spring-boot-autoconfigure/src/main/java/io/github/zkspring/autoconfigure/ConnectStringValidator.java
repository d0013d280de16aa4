package io.github.zkspring.autoconfigure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.zookeeper.client.ConnectStringParser;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Validates connect strings, which ZooKeeper's own parser accepts in nearly any form: the
 * first slash begins the chroot, and the last colon of a server begins its port.
 */
final class ConnectStringValidator {

	private static final Pattern SCHEME = Pattern.compile("\\s*[\\w+.-]*:?//");

	private static final Pattern SERVER = Pattern
		.compile("(?:[\\p{L}\\p{N}._-]+|\\[[\\p{XDigit}:.]+(?:%\\w+)?])(?::(.*))?");

	private static final Pattern PORT = Pattern.compile("\\d{1,5}");

	private static final int MAX_PORT = 65535;

	private static final String RESERVED_PATH = "/zookeeper/config";

	private ConnectStringValidator() {
	}

	/**
	 * Checks the servers and the chroot.
	 * @param connectString the connect string
	 * @throws InvalidConfigurationPropertyValueException if the client would not connect
	 * to what the connect string seems to name
	 */
	static void validate(String connectString) {
		Matcher scheme = SCHEME.matcher(connectString);
		if (scheme.lookingAt()) {
			throw new InvalidConfigurationPropertyValueException("zk.connect-string", connectString,
					"Remove the scheme '%s'. The format is host:port,…[/chroot].".formatted(scheme.group()));
		}
		try {
			int slash = connectString.indexOf('/');
			servers((slash < 0) ? connectString : connectString.substring(0, slash));
			chroot(new ConnectStringParser(connectString).getChrootPath());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("zk.connect-string", connectString,
					"The format is host:port,…[/chroot]: %s.".formatted(ex.getMessage()));
		}
	}

	private static void servers(String servers) {
		Assert.isTrue(StringUtils.hasText(servers.replace(',', ' ')), "no server is named");
		for (String server : StringUtils.tokenizeToStringArray(servers, ",")) {
			Matcher matcher = SERVER.matcher(server);
			Assert.isTrue(matcher.matches(),
					() -> "'%s' is not a host with a port; servers are separated by commas, and an ".formatted(server)
							+ "IPv6 address is enclosed in brackets");
			String port = matcher.group(1);
			Assert.isTrue(port == null || isPort(port),
					() -> "the port of '%s' is not a number between 1 and %d".formatted(server, MAX_PORT));
		}
	}

	private static boolean isPort(String port) {
		return PORT.matcher(port).matches() && Integer.parseInt(port) > 0 && Integer.parseInt(port) <= MAX_PORT;
	}

	// ZOOKEEPER-4742: the client strips a chroot from the reserved paths that servers
	// send, wherever the text matches
	private static void chroot(@Nullable String chroot) {
		if (chroot == null) {
			return;
		}
		Assert.isTrue(chroot.indexOf(',') < 0,
				() -> "the chroot '%s' contains a comma; name the chroot once, after the last server"
					.formatted(chroot));
		Assert.isTrue(!RESERVED_PATH.startsWith(chroot),
				() -> ("the chroot '%s' is a prefix of ZooKeeper's own path '%s', which breaks the client "
						+ "(ZOOKEEPER-4742); choose another chroot")
					.formatted(chroot, RESERVED_PATH));
	}

}
