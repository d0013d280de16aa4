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
 * {@link Endpoint @Endpoint} for the session and the features. Answers from memory, even
 * while the ensemble is down. The default access is read-only; actions require the access
 * {@code unrestricted}.
 *
 * @since 0.1.0
 */
@Endpoint(id = "zookeeper", defaultAccess = Access.READ_ONLY)
public class ZkEndpoint {

	private static final Log logger = LogFactory.getLog(ZkEndpoint.class);

	private final List<ZkEndpointContributor> contributors;

	/**
	 * Creates an endpoint.
	 * @param contributors the contributors, in the order of the answer
	 */
	public ZkEndpoint(List<ZkEndpointContributor> contributors) {
		this.contributors = List.copyOf(contributors);
	}

	/**
	 * Returns all parts.
	 * @return all parts, by their keys
	 */
	@ReadOperation
	public Map<String, Object> zookeeper() {
		return describe(this.contributors);
	}

	/**
	 * Returns one part.
	 * @param part the key of the part
	 * @return the part by its key, {@code null} if there is no such part
	 */
	@ReadOperation
	public @Nullable Map<String, Object> part(@Selector String part) {
		ZkEndpointContributor contributor = find(part);
		return (contributor != null) ? describe(List.of(contributor)) : null;
	}

	/**
	 * Returns one item of a part.
	 * @param part the key of the part
	 * @param name the name of the item, split at slashes
	 * @return the item, {@code null} if there is no such item
	 */
	@ReadOperation
	public @Nullable OperationResponseBody item(@Selector String part,
			@Selector(match = Match.ALL_REMAINING) String... name) {
		ZkEndpointContributor contributor = find(part);
		return (contributor != null) ? contributor.item(String.join("/", name)) : null;
	}

	/**
	 * Perform an action on an item of a part.
	 * @param part the key of the part
	 * @param action the action
	 * @param name the name of the item, split at slashes
	 * @return the item after the action, {@code null} if there is no such item
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
			logger.info("Performed '%s' on %s '%s' through the endpoint".formatted(action, part, item));
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
