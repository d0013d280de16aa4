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
			case NOCHILDRENFOREPHEMERALS -> refused(path, action, "an ephemeral znode has no children", cause);
			case INVALIDACL -> refused(path, action, "the ACL is not valid for this session", cause);
			case NOTREADONLY -> refused(path, action, "the session is on a read-only server", cause);
			case UNIMPLEMENTED -> refused(path, action, "the server does not know this kind of request", cause);
			default -> refused(path, action, cause.code().toString(), cause);
		};
	}

	private static ZkException refused(String path, String action, String reason, KeeperException cause) {
		return new ZkException("The server refused to %s '%s': %s".formatted(action, path, reason), cause);
	}

}
