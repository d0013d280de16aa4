package io.github.zkspring.template;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.client.PayloadTooLargeException;
import io.github.zkspring.codec.ZnodeCodec;
import io.github.zkspring.codec.ZnodeCodecs;
import org.apache.jute.BinaryInputArchive;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * Values to bytes and back, and the bounds of what may be carried.
 */
class Payloads {

	/** What headers and framing add to a request. */
	private static final int OVERHEAD = 256;

	private final ZnodeCodecs codecs;

	private final long maxPayload;

	Payloads(ZnodeCodecs codecs, long maxPayload) {
		this.codecs = codecs;
		this.maxPayload = maxPayload;
	}

	/**
	 * Turn a value into the bytes to store.
	 * @param path the znode
	 * @param value the value, {@code null} for none
	 * @param acl the ACL that goes with it
	 * @return the bytes, {@code null} for none
	 */
	byte @Nullable [] encode(String path, @Nullable Object value, List<ACL> acl) {
		if (value == null) {
			return null;
		}
		ResolvableType type = ResolvableType.forClass(value.getClass());
		byte[] payload;
		try {
			payload = codec(path, type).encode(value, type);
		}
		catch (CodecException ex) {
			throw ex.whenWriting(path);
		}
		long limit = writable(path, acl);
		if (payload.length > limit) {
			throw new PayloadTooLargeException(path, payload.length, limit);
		}
		return payload;
	}

	/**
	 * Turn bytes that were read into a znode.
	 * @param <T> the type of the payload
	 * @param path the znode
	 * @param data what was read
	 * @param type the type to make of it
	 * @return the znode
	 */
	@SuppressWarnings("unchecked")
	<T> Znode<T> decode(String path, RawZnode data, ResolvableType type) {
		if (!isReadable(data.stat().getDataLength())) {
			throw new PayloadTooLargeException(path, data.stat().getDataLength(), readable());
		}
		byte[] bytes = data.data();
		if (bytes == null) {
			return new Znode<>(path, null, data.stat());
		}
		try {
			return new Znode<>(path, (T) codec(path, type).decode(bytes, type), data.stat());
		}
		catch (CodecException ex) {
			throw ex.whenReading(path);
		}
	}

	boolean isReadable(long length) {
		return length <= readable();
	}

	// one buffer is bounded by a property of the JVM, whatever the client's own limit
	private long readable() {
		return Math.min(this.maxPayload, BinaryInputArchive.maxBuffer + 1024L);
	}

	/**
	 * The bytes that one request may carry. The servers close the connection for a longer
	 * one; their bound is the one of this JVM unless one of them was changed.
	 * @return bytes, framing left out
	 */
	static long requestLimit() {
		return BinaryInputArchive.maxBuffer - OVERHEAD;
	}

	private long writable(String path, List<ACL> acl) {
		long taken = utf8Length(path);
		for (ACL entry : acl) {
			taken += 16L + utf8Length(entry.getId().getScheme()) + utf8Length(entry.getId().getId());
		}
		return Math.min(this.maxPayload, requestLimit() - taken);
	}

	private static int utf8Length(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

	private ZnodeCodec codec(String path, ResolvableType type) {
		return this.codecs.find(type)
			.orElseThrow(() -> new CodecException(
					"No codec for %s at '%s'. %s".formatted(type, path, ZnodeCodecs.adviceFor(type))));
	}

}
