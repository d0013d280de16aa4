package io.github.zkspring.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * {@link ACLProvider} that gives every created znode the ACL of {@code zk.acl}.
 */
class PresetAclProvider implements ACLProvider {

	private static final Log logger = LogFactory.getLog(PresetAclProvider.class);

	private final List<ACL> acl;

	PresetAclProvider(ZkProperties.Acl preset) {
		this.acl = switch (preset) {
			case OPEN -> Ids.OPEN_ACL_UNSAFE;
			case CREATOR_ALL -> Ids.CREATOR_ALL_ACL;
			case CREATOR_ALL_WORLD_READ ->
				Stream.concat(Ids.CREATOR_ALL_ACL.stream(), Ids.READ_ACL_UNSAFE.stream()).toList();
		};
	}

	static PresetAclProvider of(ZkProperties.@Nullable Acl acl, ZkConnectionDetails details, boolean embedded) {
		boolean identity = !details.getAuth().isEmpty() || details.getSasl() != null;
		boolean chosen = acl != null;
		if (acl == null) {
			acl = identity ? ZkProperties.Acl.CREATOR_ALL : ZkProperties.Acl.OPEN;
		}
		if (acl != ZkProperties.Acl.OPEN && !identity && details.getSslBundle() == null) {
			throw new InvalidConfigurationPropertyValueException("zk.acl", acl,
					"A session without an identity would lock itself out. Set 'zk.auth', 'zk.sasl', or a "
							+ "'zk.ssl.bundle' with a client certificate.");
		}
		if (acl == ZkProperties.Acl.OPEN && !chosen && !embedded) {
			logger.warn("Any client that reaches ZooKeeper may change and delete the znodes of this application: "
					+ "'zk.acl' is 'open' by default. Set 'zk.auth' or 'zk.sasl'. If open ACLs are intended, set "
					+ "'zk.acl' to 'open', which removes this warning.");
		}
		return new PresetAclProvider(acl);
	}

	@Override
	public List<ACL> getDefaultAcl() {
		return this.acl;
	}

	@Override
	public List<ACL> getAclForPath(String path) {
		return this.acl;
	}

}
