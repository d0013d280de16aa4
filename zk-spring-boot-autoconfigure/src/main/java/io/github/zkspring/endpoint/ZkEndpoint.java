package io.github.zkspring.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint @Endpoint} for the session and for all that rests on it. Answers from
 * memory, with the ensemble up or down. It can be read; to write, its access has to be
 * {@code unrestricted}.
 *
 * @since 0.1.0
 */
@Endpoint(id = "zookeeper", defaultAccess = Access.READ_ONLY)
public class ZkEndpoint {

	private static final Log logger = LogFactory.getLog(ZkEndpoint.class);

	private final List<ZkEndpointContributor> contributors;

	/**
	 * Create an endpoint.
	 * @param contributors its parts, in the order of the answer
	 */
	public ZkEndpoint(List<ZkEndpointContributor> contributors) {
		this.contributors = List.copyOf(contributors);
	}

	/**
	 * Everything.
	 * @return all parts, by their keys
	 */
	@ReadOperation
	public Map<String, Object> zookeeper() {
		return describe(this.contributors);
	}

	/**
	 * One part.
	 * @param part its key
	 * @return the part by its key, {@code null} when there is none of that key
	 */
	@ReadOperation
	public @Nullable Map<String, Object> part(@Selector String part) {
		ZkEndpointContributor contributor = find(part);
		return (contributor != null) ? describe(List.of(contributor)) : null;
	}

	/**
	 * One item of a part.
	 * @param part the key of the part
	 * @param name what identifies the item; what stands between slashes, one by one
	 * @return the item, {@code null} when there is none
	 */
	@ReadOperation
	public @Nullable OperationResponseBody item(@Selector String part,
			@Selector(match = Match.ALL_REMAINING) String... name) {
		ZkEndpointContributor contributor = find(part);
		return (contributor != null) ? contributor.item(String.join("/", name)) : null;
	}

	/**
	 * Do something with an item of a part.
	 * @param part the key of the part
	 * @param action what to do
	 * @param name what identifies the item; what stands between slashes, one by one
	 * @return the item as it is then, {@code null} when there is none
	 */
	@WriteOperation
	public @Nullable OperationResponseBody act(@Selector String part, String action,
			@Selector(match = Match.ALL_REMAINING) String... name) {
		ZkEndpointContributor contributor = find(part);
		String item = String.join("/", name);
		if (contributor == null || contributor.item(item) == null) {
			return null;
		}
		try {
			contributor.act(item, action);
			logger.info("The endpoint was told to %s %s '%s'".formatted(action, part, item));
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			throw new InvalidEndpointRequestException("'%s' of %s '%s' was refused".formatted(action, part, item),
					String.valueOf(ex.getMessage()), ex);
		}
		return contributor.item(item);
	}

	private @Nullable ZkEndpointContributor find(String key) {
		return this.contributors.stream()
			.filter((contributor) -> contributor.key().equals(key))
			.findFirst()
			.orElse(null);
	}

	private static Map<String, Object> describe(List<ZkEndpointContributor> contributors) {
		Map<String, Object> parts = new LinkedHashMap<>();
		contributors.forEach((contributor) -> parts.put(contributor.key(), contributor.describe()));
		return OperationResponseBody.of(parts);
	}

	/**
	 * Format a session id or zxid as the logs and tools of ZooKeeper do. As a JSON number
	 * it would lose its last digits in JavaScript.
	 * @param number the id
	 * @return the id in hexadecimal
	 */
	static String hex(long number) {
		return "0x" + Long.toHexString(number);
	}

}
