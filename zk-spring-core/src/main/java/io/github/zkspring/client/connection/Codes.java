package io.github.zkspring.client.connection;

import java.util.Objects;

import io.github.zkspring.client.ZkAccessDeniedException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkSessionExpiredException;
import io.github.zkspring.client.ZnodeExistsException;
import io.github.zkspring.client.ZnodeNotEmptyException;
import io.github.zkspring.client.ZnodeNotFoundException;
import io.github.zkspring.client.ZnodeVersionException;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;

/**
 * Maps ZooKeeper's result codes to exceptions.
 */
public final class Codes {

	private Codes() {
	}

	/**
	 * Returns the code for the number that a callback receives.
	 * @param rc the number
	 * @return the code
	 */
	public static Code of(int rc) {
		return Objects.requireNonNullElse(Code.get(rc), Code.SYSTEMERROR);
	}

	/**
	 * Returns whether the outcome of a request with this code is unknown.
	 * @param code the answer
	 * @return {@code true} if the request may have been applied
	 */
	public static boolean isLost(Code code) {
		return switch (code) {
			case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED, OPERATIONTIMEOUT, REQUESTTIMEOUT -> true;
			default -> false;
		};
	}

	/**
	 * Returns the exception for a refusal.
	 * @param code the answer of the server
	 * @param path the znode, as the application names it
	 * @param action what was refused
	 * @return the exception
	 */
	public static ZkException refusal(Code code, String path, String action) {
		return refusal(KeeperException.create(code, path), path, action);
	}

	/**
	 * Returns the exception for a refusal.
	 * @param cause the answer of the server
	 * @param path the znode, as the application names it
	 * @param action what was refused
	 * @return the exception
	 */
	public static ZkException refusal(KeeperException cause, String path, String action) {
		if (cause instanceof SequenceNumbers.UsedUpException) {
			return new ZkException(String.valueOf(cause.getMessage()), cause);
		}
		return switch (cause.code()) {
			case NONODE -> new ZnodeNotFoundException(path, cause);
			case NODEEXISTS -> new ZnodeExistsException(path, cause);
			case BADVERSION -> new ZnodeVersionException(path, cause);
			case NOTEMPTY -> new ZnodeNotEmptyException(path, cause);
			case NOAUTH -> new ZkAccessDeniedException(path, action, cause);
			case SESSIONEXPIRED -> new ZkSessionExpiredException(path, cause);
			default ->
				new ZkException("The server refused to %s '%s': %s".formatted(action, path, reason(cause)), cause);
		};
	}

	/**
	 * Explains a refusal: what it means, and the property or setting to change.
	 * @param refusal the answer of the server
	 * @return the reason
	 */
	public static String reason(KeeperException refusal) {
		return (refusal instanceof SequenceNumbers.UsedUpException) ? String.valueOf(refusal.getMessage())
				: reason(refusal.code());
	}

	/**
	 * Explains a refusal: what it means, and the property or setting to change.
	 * @param code the answer of the server
	 * @return the reason
	 */
	public static String reason(Code code) {
		return switch (code) {
			case NONODE -> "the chroot or a parent is missing (NoNode); check the chroot in zk.connect-string";
			case NOAUTH -> "the ACL of the znode or its parent does not admit the identity of this session (NoAuth); "
					+ "check zk.auth and zk.sasl, or choose another base path";
			case AUTHFAILED ->
				"the servers refuse the identity of this session (AuthFailed); check zk.auth and zk.sasl";
			case INVALIDACL -> "the ACL is not valid for this session (InvalidACL); zk.acl=creator-all requires an "
					+ "identity from zk.auth or zk.sasl";
			case QUOTAEXCEEDED -> "a quota of the path or one of its parents is exceeded (QuotaExceeded); delete "
					+ "znodes or raise the quota";
			case EPHEMERALONLOCALSESSION -> "the session is local to one server and cannot own ephemeral znodes "
					+ "(EphemeralOnLocalSession); set localSessionsUpgradingEnabled=true beside localSessionsEnabled in "
					+ "the configuration of the servers";
			case NOCHILDRENFOREPHEMERALS ->
				"an ephemeral znode has no children (NoChildrenForEphemerals); choose " + "another base path";
			case NOTREADONLY -> "the server has no quorum and only answers reads (NotReadOnly, zk.read-only)";
			case UNIMPLEMENTED -> "the server does not know this kind of request (Unimplemented); it is too old";
			default -> code.toString();
		};
	}

}
