package io.github.zkspring.client.connection;

import java.util.List;
import java.util.function.Consumer;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.server.EphemeralType;

/**
 * The sequence numbers that a server appends to the names of sequential znodes: the
 * number of children that were created below their parent.
 *
 * <p>
 * The number is a signed integer. At 2147483647 it stays the same for all further
 * children, and requests that the server receives together even get negative numbers. The
 * numbers start again only with another parent. A parent without children is therefore
 * replaced, in one transaction, by a znode with the same payload, ACL and kind: a child
 * that is created at the same time either prevents the transaction or follows it.
 */
public final class SequenceNumbers {

	/** From this number on, a parent is replaced as soon as it has no children. */
	private static final long RENEWAL = 1L << 30;

	/** The numbers from here on are not used, to leave some for attempts to replace. */
	private static final long END = 2_100_000_000L;

	private SequenceNumbers() {
	}

	/**
	 * Returns whether a sequence number defines an order.
	 * @param number the number
	 * @return {@code false} when later children may have the same number or a lower one
	 */
	public static boolean isOrdered(long number) {
		return number >= 0 && number < END;
	}

	/**
	 * Returns whether the parent of a sequential znode should be replaced.
	 * @param number the sequence number of the znode
	 * @return {@code true} when half of the numbers are used
	 */
	public static boolean isRenewalDue(long number) {
		return number < 0 || number >= RENEWAL;
	}

	/**
	 * Replaces a parent that has no children.
	 * @param handle the handle to send with
	 * @param serverPath the path of the parent
	 * @param answer receives {@code OK} if the numbers start again, {@code NOTEMPTY} if
	 * there are children, or the code of the refusal
	 */
	public static void renew(ZkHandle handle, String serverPath, Consumer<Code> answer) {
		handle.requests().getData(serverPath, null, (rc, path, context, data, stat) -> {
			Code code = Codes.of(rc);
			if (code == Code.NONODE) {
				answer.accept(Code.OK);
			}
			else if (code != Code.OK) {
				answer.accept(code);
			}
			else if (stat.getNumChildren() > 0) {
				answer.accept(Code.NOTEMPTY);
			}
			else {
				readAcl(handle, serverPath, (data != null) ? data : new byte[0], stat, answer);
			}
		});
	}

	private static void readAcl(ZkHandle handle, String serverPath, byte[] data, Stat stat, Consumer<Code> answer) {
		handle.requests().getACL(serverPath, null, (rc, path, context, acl, found) -> {
			Code code = Codes.of(rc);
			EphemeralType kind = EphemeralType.get(stat.getEphemeralOwner());
			if (code != Code.OK) {
				answer.accept(code);
			}
			else if (kind == EphemeralType.VOID || kind == EphemeralType.CONTAINER) {
				CreateMode mode = (kind == EphemeralType.VOID) ? CreateMode.PERSISTENT : CreateMode.CONTAINER;
				replace(handle, serverPath, stat, Op.create(serverPath, data, acl, mode), answer);
			}
			else {
				answer.accept(Code.BADARGUMENTS);
			}
		});
	}

	private static void replace(ZkHandle handle, String serverPath, Stat stat, Op create, Consumer<Code> answer) {
		handle.requests()
			.multi(List.of(Op.delete(serverPath, stat.getVersion()), create),
					(rc, path, context, results) -> answer.accept(Codes.of(rc)));
	}

	/**
	 * The sequence numbers of a parent are used up, and it was not replaced.
	 */
	public static final class UsedUpException extends KeeperException {

		private final String message;

		/**
		 * Creates an exception.
		 * @param parent the path of the parent
		 * @param refusal why it was not replaced
		 */
		public UsedUpException(String parent, Code refusal) {
			super(refusal);
			this.message = message(parent, refusal);
		}

		/**
		 * Describes used up sequence numbers, and what to do.
		 * @param parent the path of the parent
		 * @param refusal why it was not replaced
		 * @return the description
		 */
		static String message(String parent, Code refusal) {
			return ("The sequence numbers of '%s' are used up, and the znode is not replaced automatically (%s). "
					+ "Delete '%s' with its children while no application uses it, or use another path")
				.formatted(parent, refusal, parent);
		}

		@Override
		public String getMessage() {
			return this.message;
		}

	}

}
