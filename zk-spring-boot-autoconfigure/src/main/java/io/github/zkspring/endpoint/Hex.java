package io.github.zkspring.endpoint;

/**
 * Ids of sessions and zxids as ZooKeeper's own logs and tools write them. As numbers they
 * would lose their last digits in JavaScript.
 */
final class Hex {

	private Hex() {
	}

	static String of(long number) {
		return "0x" + Long.toHexString(number);
	}

}
