package io.github.zkspring.mirror;

import io.github.zkspring.client.connection.ZkHandle;
import org.apache.jute.BinaryInputArchive;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ZKConfig;

/**
 * How much may be read at once. An answer above the limits of ZooKeeper's client drops
 * the connection, and every leadership and lock with it.
 */
class ReadLimits {

	/** Reads in one request. */
	static final int BATCH = 1000;

	/** Bytes expected in the answer to one request. */
	static final int BATCH_BYTES = 256 * 1024;

	/** What stat and framing add to a payload. */
	private static final int OVERHEAD = 96;

	/** Below that limit of the client nothing is read without asking for its size. */
	private static final int ROOMY = 16 * 1024 * 1024;

	/** More znodes of unknown size than that at once are not asked one by one. */
	private static final int CROWD = 1500;

	private final long maxPayload;

	/**
	 * The mean length of the payloads read, as a guess for those that were not. Starts
	 * large, so that the first batch is small.
	 */
	private float mean = 8 * 1024;

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
	 * The longest payload that is read.
	 * @return bytes
	 */
	long maxPayload() {
		// one buffer is bounded by a property of the JVM, whatever the client's own limit
		long readable = Math.min(this.clientLimit - OVERHEAD, BinaryInputArchive.maxBuffer + 1024L);
		return Math.min(this.maxPayload, readable);
	}

	/**
	 * Whether znodes of unknown size are asked for it before they are read.
	 * @param unknown how many of them wait
	 * @return {@code true} for few of them, or when the client takes little
	 */
	boolean asksSize(int unknown) {
		if (unknown == 0) {
			this.crowded = false;
		}
		else if (isCrowd(unknown)) {
			this.crowded = true;
		}
		return !this.crowded || this.clientLimit < ROOMY;
	}

	boolean isCrowd(int unknown) {
		return unknown > CROWD;
	}

	/**
	 * The bytes to expect for a payload of unknown length.
	 * @return a guess
	 */
	int unknownCost() {
		return OVERHEAD + (int) this.mean;
	}

	int cost(int length) {
		return OVERHEAD + length;
	}

	void observe(int length) {
		this.mean += (length - this.mean) / 16;
	}

	/**
	 * Whether a list of so many children may be too long for the client.
	 * @param children how many
	 * @return {@code true} when names of two dozen characters would not fit
	 */
	boolean isTooMany(int children) {
		return (long) children * 28 > this.clientLimit;
	}

}
