package io.github.zkspring.mirror;

import io.github.zkspring.client.connection.ZkHandle;
import org.apache.jute.BinaryInputArchive;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ZKConfig;

/**
 * Limits how much is read at once. An answer above the limits of ZooKeeper's client drops
 * the connection, and every leadership and lock with it. Guarded by the lock of the
 * mirror.
 */
class ReadLimits {

	/** Reads in one request. */
	static final int BATCH = 1000;

	/** Expected bytes in the answer to one request. */
	static final int BATCH_BYTES = 256 * 1024;

	/** Bytes that stat and framing add to a payload. */
	private static final int OVERHEAD = 96;

	/** Below this limit of the client every unknown size is checked before the read. */
	private static final int ROOMY = 16 * 1024 * 1024;

	/** More znodes of unknown size than this are not checked one by one. */
	private static final int CROWD = 1500;

	private final long maxPayload;

	/**
	 * The moving average of the payload lengths, an estimate of unknown ones. Starts
	 * large, so that the first batch is small.
	 */
	private float averageLength = 8 * 1024;

	private int clientLimit = ZKClientConfig.CLIENT_MAX_PACKET_LENGTH_DEFAULT;

	private boolean crowded;

	ReadLimits(long maxPayload) {
		this.maxPayload = maxPayload;
	}

	void connected(ZkHandle handle) {
		this.clientLimit = handle.zooKeeper()
			.getClientConfig()
			.getInt(ZKConfig.JUTE_MAXBUFFER, ZKClientConfig.CLIENT_MAX_PACKET_LENGTH_DEFAULT);
		this.crowded = false;
	}

	/**
	 * Returns the longest payload that is read.
	 * @return the length in bytes
	 */
	long maxPayload() {
		// one buffer is bounded by a property of the JVM, whatever the client's own limit
		long readable = Math.min(this.clientLimit - OVERHEAD, BinaryInputArchive.maxBuffer + 1024L);
		return Math.min(this.maxPayload, readable);
	}

	/**
	 * Returns whether a stat request precedes the read of an unknown size.
	 * @param unknown the number of waiting znodes of unknown size
	 * @return {@code true} for few of them, or if the client accepts little
	 */
	boolean checksSize(int unknown) {
		this.crowded = unknown > CROWD || (this.crowded && unknown > 0);
		return !this.crowded || this.clientLimit < ROOMY;
	}

	/**
	 * Returns the expected size of an answer with a payload of unknown length.
	 * @return the size in bytes
	 */
	int estimatedBytes() {
		return OVERHEAD + (int) this.averageLength;
	}

	int expectedBytes(int length) {
		return OVERHEAD + length;
	}

	void observe(int length) {
		this.averageLength += (length - this.averageLength) / 16;
	}

	/**
	 * Returns whether a list of children may be too long for the client.
	 * @param children the number of children
	 * @return {@code true} if names of two dozen characters do not fit
	 */
	boolean isTooMany(int children) {
		return (long) children * 28 > this.clientLimit;
	}

}
