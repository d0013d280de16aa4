package io.github.zkspring.client.connection;

import java.nio.charset.StandardCharsets;

import org.apache.zookeeper.data.Stat;

/**
 * A znode as it was read.
 *
 * @param data its payload, empty where there is none
 * @param stat its state
 */
public record ZnodeContent(byte[] data, Stat stat) {

	/**
	 * The payload as text.
	 * @return the text
	 */
	public String text() {
		return new String(this.data, StandardCharsets.UTF_8);
	}

}
