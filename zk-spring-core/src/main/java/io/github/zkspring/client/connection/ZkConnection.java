package io.github.zkspring.client.connection;

import java.time.Duration;
import java.util.List;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What engines need of the client: the live handle, server-side paths and ACLs.
 */
public class ZkConnection {

	private final CuratorSession session;

	private final ACLProvider aclProvider;

	private final String prefix;

	/**
	 * Creates a connection.
	 * @param curator the client; its namespace is put in front of every path
	 * @param session the session of that client
	 * @param aclProvider the ACLs of created znodes
	 */
	public ZkConnection(CuratorFramework curator, CuratorSession session, ACLProvider aclProvider) {
		this.session = session;
		this.aclProvider = aclProvider;
		this.prefix = StringUtils.hasLength(curator.getNamespace()) ? "/" + curator.getNamespace() : "";
	}

	/**
	 * The handle to send requests with.
	 * @return the handle, or {@code null} while not connected
	 */
	public @Nullable ZkHandle handle() {
		return this.session.handle();
	}

	/**
	 * Whether the session of a grant is still certain: the same session, and within its
	 * lease. Reads memory only.
	 * @param sessionId the session under which something was granted
	 * @return {@code true} when that session may be relied on now
	 */
	public boolean isCertain(long sessionId) {
		return this.session.isCertain(sessionId);
	}

	/**
	 * Whether the session of a grant is certain and connected as well, by the word of the
	 * handle. Reads memory only.
	 * @param sessionId the session under which something was granted
	 * @return {@code true} when work that rests on the grant may start now
	 */
	public boolean mayAct(long sessionId) {
		ZkHandle handle = this.session.handle();
		return handle != null && handle.isConnected() && isCertain(sessionId);
	}

	/**
	 * The timeout of the session.
	 * @return the negotiated timeout, or what is asked for
	 */
	public Duration sessionTimeout() {
		return this.session.negotiatedTimeout();
	}

	/**
	 * Puts the namespace in front of a path.
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
	 * Takes the namespace off a path.
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
	 * The ACL for a znode to create.
	 * @param serverPath its server-side path
	 * @return the ACL
	 */
	public List<ACL> acl(String serverPath) {
		List<ACL> acl = this.aclProvider.getAclForPath(serverPath);
		return (acl != null) ? acl : this.aclProvider.getDefaultAcl();
	}

	/**
	 * Adds a listener. It is called at once when the client is connected already.
	 * @param listener the listener
	 */
	public void addListener(ZkConnectionListener listener) {
		this.session.addConnectionListener(listener);
	}

}
