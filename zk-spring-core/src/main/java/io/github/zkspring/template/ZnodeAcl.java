package io.github.zkspring.template;

import java.util.List;

import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;

/**
 * Who may do what with a znode.
 *
 * @param entries the ACL
 * @param stat the stat of the znode; {@link Stat#getAversion()} counts changes of the ACL
 * @since 0.1.0
 */
public record ZnodeAcl(List<ACL> entries, Stat stat) {

	/**
	 * The number of entries, without identities and digests.
	 */
	@Override
	public String toString() {
		return "%d entries, version %d".formatted(this.entries.size(), this.stat.getAversion());
	}

}
