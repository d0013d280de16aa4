package io.github.zkspring.client.connection;

import java.nio.charset.StandardCharsets;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Content of a znode as it was read.
 *
 * @param payload the payload, {@code null} if the znode has none
 * @param stat the stat
 */
@SuppressWarnings("ArrayRecordComponent")
public record ZnodeContent(byte @Nullable [] payload, Stat stat) {

	/**
	 * Returns the payload.
	 * @return the payload, empty if the znode has none
	 */
	public byte[] data() {
		return (this.payload != null) ? this.payload : new byte[0];
	}

	/**
	 * Returns the payload as text.
	 * @return the text
	 */
	public String text() {
		return new String(data(), StandardCharsets.UTF_8);
	}

}
