package io.github.zkspring.template;

import java.time.Duration;
import java.util.List;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Options of the creation of a znode. Immutable: every method returns new options.
 *
 * <p>
 * The name of a sequential znode consists of the requested path, a marker (a UUID and
 * {@code -}), and the ten digits of the server. The marker identifies the znode after a
 * lost connection. Without it ({@link #withoutMarker()}) the outcome after a lost
 * connection is reported as unknown.
 *
 * @since 0.1.0
 */
public final class CreateOptions {

	private final CreateMode mode;

	private final Duration ttl;

	private final boolean parents;

	private final boolean marker;

	private final @Nullable List<ACL> acl;

	private CreateOptions(CreateMode mode, Duration ttl, boolean parents, boolean marker, @Nullable List<ACL> acl) {
		this.mode = mode;
		this.ttl = ttl;
		this.parents = parents;
		this.marker = marker;
		this.acl = acl;
	}

	/**
	 * Returns options for a persistent znode.
	 * @return the options
	 */
	public static CreateOptions persistent() {
		return of(CreateMode.PERSISTENT);
	}

	/**
	 * Returns options for an ephemeral znode, which ends with the session. It is not
	 * created again in the next session.
	 * @return the options
	 */
	public static CreateOptions ephemeral() {
		return of(CreateMode.EPHEMERAL);
	}

	/**
	 * Returns options for a container, which the server removes some time after its last
	 * child.
	 * @return the options
	 */
	public static CreateOptions container() {
		return of(CreateMode.CONTAINER);
	}

	/**
	 * Returns options for a znode that the server removes when it has no children and was
	 * not written to for some time. Servers refuse it unless their
	 * {@code extendedTypesEnabled} is set.
	 * @param ttl the time to live, at least a millisecond
	 * @return the options
	 */
	public static CreateOptions ttl(Duration ttl) {
		Assert.isTrue(ttl.toMillis() > 0, "'ttl' must be at least a millisecond");
		return new CreateOptions(CreateMode.PERSISTENT_WITH_TTL, ttl, false, true, null);
	}

	/**
	 * Makes the znode sequential: the server appends a number to its name that grows with
	 * every child of the parent.
	 * @return the options
	 * @throws IllegalStateException for a container, which cannot be sequential
	 */
	public CreateOptions sequential() {
		CreateMode sequential = switch (this.mode) {
			case PERSISTENT, PERSISTENT_SEQUENTIAL -> CreateMode.PERSISTENT_SEQUENTIAL;
			case EPHEMERAL, EPHEMERAL_SEQUENTIAL -> CreateMode.EPHEMERAL_SEQUENTIAL;
			case PERSISTENT_WITH_TTL, PERSISTENT_SEQUENTIAL_WITH_TTL -> CreateMode.PERSISTENT_SEQUENTIAL_WITH_TTL;
			case CONTAINER -> throw new IllegalStateException("ZooKeeper has no sequential containers");
		};
		return new CreateOptions(sequential, this.ttl, this.parents, this.marker, this.acl);
	}

	/**
	 * Omits the marker in the name of a sequential znode.
	 * @return the options
	 */
	public CreateOptions withoutMarker() {
		return new CreateOptions(this.mode, this.ttl, this.parents, false, this.acl);
	}

	/**
	 * Also creates missing parents: persistent, empty, with the same ACL.
	 * @return the options
	 */
	public CreateOptions withParents() {
		return new CreateOptions(this.mode, this.ttl, true, this.marker, this.acl);
	}

	/**
	 * Uses this ACL instead of the one of {@code zk.acl}.
	 * @param entries the ACL, not empty
	 * @return the options
	 */
	public CreateOptions withAcl(List<ACL> entries) {
		Assert.notEmpty(entries, "an ACL has at least one entry");
		return new CreateOptions(this.mode, this.ttl, this.parents, this.marker, List.copyOf(entries));
	}

	private static CreateOptions of(CreateMode mode) {
		return new CreateOptions(mode, Duration.ZERO, false, true, null);
	}

	CreateMode mode() {
		return this.mode;
	}

	long ttlMillis() {
		return this.mode.isTTL() ? this.ttl.toMillis() : -1;
	}

	boolean parents() {
		return this.parents;
	}

	boolean marked() {
		return this.marker && this.mode.isSequential();
	}

	@Nullable List<ACL> acl() {
		return this.acl;
	}

}
