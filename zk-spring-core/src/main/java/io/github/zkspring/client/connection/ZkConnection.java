package io.github.zkspring.client.connection;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.zkspring.client.ZkException;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Gives the features access to the client: the connected handle, server-side paths and
 * ACLs.
 */
public class ZkConnection {

	private final CuratorSession session;

	private final ACLProvider aclProvider;

	private final Runnable starter;

	private final String prefix;

	/**
	 * Creates a connection.
	 * @param curator the client; its namespace prefixes every path
	 * @param session the session of that client
	 * @param aclProvider the ACLs of created znodes
	 * @param starter starts the client unless it is started, see {@link #ensureStarted()}
	 */
	public ZkConnection(CuratorFramework curator, CuratorSession session, ACLProvider aclProvider, Runnable starter) {
		this.session = session;
		this.aclProvider = aclProvider;
		this.starter = starter;
		this.prefix = StringUtils.hasLength(curator.getNamespace()) ? "/" + curator.getNamespace() : "";
	}

	/**
	 * Starts the client if a bean uses it before the lifecycle of the context starts it.
	 * To be called before a thread of the application waits for an answer, and not from
	 * threads of ZooKeeper or the event loop. Does nothing once the client is started.
	 * @throws ZkException if startup requires a session and there is none
	 */
	public void ensureStarted() {
		this.starter.run();
	}

	/**
	 * Returns why a connected session is not used.
	 * @return the reason, empty if there is none
	 */
	public Optional<String> problem() {
		return this.session.problem();
	}

	/**
	 * Sets why features cannot use the session.
	 * @param problem the reason, {@code null} if there is none any longer
	 */
	void noteProblem(@Nullable String problem) {
		this.session.noteProblem(problem);
	}

	/**
	 * Returns the handle to send requests with.
	 * @return the handle, or {@code null} while not connected or not prepared
	 */
	public @Nullable ZkHandle handle() {
		return this.session.handle();
	}

	/**
	 * Returns whether the session of a grant is still certain: it is the same session and
	 * its lease has not expired. Reads memory only.
	 * @param sessionId the session under which something was granted
	 * @return {@code true} if the grant is valid now
	 */
	public boolean isCertain(long sessionId) {
		return this.session.isCertain(sessionId);
	}

	/**
	 * Returns whether the session of a grant is certain and its handle is connected.
	 * Reads memory only.
	 * @param sessionId the session under which something was granted
	 * @return {@code true} if work under the grant may start now
	 */
	public boolean mayAct(long sessionId) {
		ZkHandle handle = this.session.handle();
		return handle != null && handle.isConnected() && isCertain(sessionId);
	}

	/**
	 * Returns the timeout of the session.
	 * @return the negotiated timeout, or the requested one before that
	 */
	public Duration sessionTimeout() {
		return this.session.negotiatedTimeout();
	}

	/**
	 * Prefixes a path with the namespace.
	 * @param path a path of the application
	 * @return the path to send; the handle adds the chroot
	 */
	public String serverPath(String path) {
		if (this.prefix.isEmpty()) {
			return path;
		}
		return path.equals("/") ? this.prefix : this.prefix + path;
	}

	/**
	 * Removes the namespace from a path.
	 * @param serverPath a path as a watch of the handle reports it
	 * @return the path of the application, {@code null} when it is outside of the
	 * namespace
	 */
	public @Nullable String path(String serverPath) {
		if (this.prefix.isEmpty()) {
			return serverPath;
		}
		if (serverPath.equals(this.prefix)) {
			return "/";
		}
		return serverPath.startsWith(this.prefix + "/") ? serverPath.substring(this.prefix.length()) : null;
	}

	/**
	 * Returns the ACL for a znode to create.
	 * @param serverPath its server-side path
	 * @return the ACL
	 */
	public List<ACL> acl(String serverPath) {
		List<ACL> acl = this.aclProvider.getAclForPath(serverPath);
		return (acl != null) ? acl : this.aclProvider.getDefaultAcl();
	}

	/**
	 * Reports that a server has answered with an older state than one that it, or another
	 * server of the ensemble, has shown before.
	 * @param serverPath the znode
	 */
	public void olderStateRead(String serverPath) {
		this.session.history().olderStateRead(serverPath);
	}

	/**
	 * Adds a listener. It is called immediately if the client is connected.
	 * @param listener the listener
	 */
	public void addListener(ZkConnectionListener listener) {
		this.session.addConnectionListener(listener);
	}

}
