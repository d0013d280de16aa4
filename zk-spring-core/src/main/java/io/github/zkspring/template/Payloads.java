package io.github.zkspring.template;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.client.PayloadTooLargeException;
import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.ZnodeContent;
import io.github.zkspring.codec.PayloadConverter;
import io.github.zkspring.codec.ZnodeCodecs;
import org.apache.jute.BinaryInputArchive;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;

/**
 * Encodes and decodes payloads within the limits of their length.
 */
class Payloads {

	/** The length of the headers and the framing of a request. */
	private static final int OVERHEAD = 256;

	private final ZnodeCodecs codecs;

	private final long maxPayload;

	Payloads(ZnodeCodecs codecs, long maxPayload) {
		this.codecs = codecs;
		this.maxPayload = maxPayload;
	}

	/**
	 * Encodes a payload.
	 * @param path the znode
	 * @param value the value, {@code null} for none
	 * @param acl the ACL that the same request carries
	 * @return the bytes, {@code null} for none
	 */
	byte @Nullable [] encode(String path, @Nullable Object value, List<ACL> acl) {
		if (value == null) {
			return null;
		}
		byte[] payload = converter(path, ResolvableType.forClass(value.getClass())).encode(path, value);
		long limit = writable(path, acl);
		if (payload.length > limit) {
			throw new PayloadTooLargeException(path, payload.length, limit);
		}
		return payload;
	}

	/**
	 * Decodes a payload.
	 * @param <T> the type of the payload
	 * @param path the znode
	 * @param content the content that was read
	 * @param type the type of the payload
	 * @return the znode
	 */
	<T> Znode<T> decode(String path, ZnodeContent content, ParameterizedTypeReference<T> type) {
		if (!isReadable(content.stat().getDataLength())) {
			throw new PayloadTooLargeException(path, content.stat().getDataLength(), readable());
		}
		byte[] bytes = content.payload();
		@Nullable T payload = (bytes != null) ? converter(path, ResolvableType.forType(type)).decode(path, bytes) : null;
		return new Znode<>(path, payload, content.stat());
	}

	<T> Map<String, Znode<T>> decodeChildren(String path, Map<String, ZnodeContent> children,
			ParameterizedTypeReference<T> type) {
		Map<String, Znode<T>> decoded = new HashMap<>();
		children.forEach((name, content) -> decoded.put(name, decode(ZkPaths.join(path, name), content, type)));
		return Collections.unmodifiableMap(decoded);
	}

	boolean isReadable(long length) {
		return length <= readable();
	}

	// one buffer is bounded by a property of the JVM, whatever the client's own limit
	private long readable() {
		return Math.min(this.maxPayload, BinaryInputArchive.maxBuffer + 1024L);
	}

	/**
	 * Returns the maximum length of a request. Servers close the connection after a
	 * longer one; their limit is that of this JVM unless one of the two was changed.
	 * @return the number of bytes without framing
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

	private PayloadConverter converter(String path, ResolvableType type) {
		return this.codecs.find(type)
			.map((codec) -> new PayloadConverter(type, codec))
			.orElseThrow(() -> new CodecException(
					"No codec for %s at '%s'. %s".formatted(type, path, ZnodeCodecs.adviceFor(type))));
	}

}
