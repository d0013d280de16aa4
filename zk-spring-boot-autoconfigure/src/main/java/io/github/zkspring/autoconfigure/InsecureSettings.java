package io.github.zkspring.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Says once, at the start, what of the settings invites strangers in.
 */
final class InsecureSettings {

	private static final Log logger = LogFactory.getLog(InsecureSettings.class);

	private InsecureSettings() {
	}

	static void warn(ZkConnectionDetails details) {
		boolean digest = details.getAuth().stream().anyMatch((auth) -> auth.scheme().equals("digest"));
		if (digest && details.getSslBundle() == null) {
			logger.warn("The password of 'zk.auth' travels in clear text: digest without TLS. Set 'zk.ssl.bundle'.");
		}
	}

	// the development server is in this JVM, on the loopback address
	static void warn(ZkSecurityProperties.Acl acl, ZkConnectionDetails details) {
		if (acl == ZkSecurityProperties.Acl.OPEN && !(details instanceof EmbeddedZkConnectionDetails)) {
			logger.warn("Everybody who reaches ZooKeeper may change and delete what this application creates there: "
					+ "'zk.acl' is 'open'. Set 'zk.auth' or 'zk.sasl'.");
		}
	}

}
