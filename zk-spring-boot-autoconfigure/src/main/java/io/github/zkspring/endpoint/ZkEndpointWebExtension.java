package io.github.zkspring.endpoint;

import java.util.Map;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} that answers with 404 where there is
 * nothing to act on, and with the reason where an action is refused.
 *
 * @since 0.1.0
 */
@EndpointWebExtension(endpoint = ZkEndpoint.class)
public class ZkEndpointWebExtension {

	private final ZkEndpoint endpoint;

	/**
	 * Create an extension.
	 * @param endpoint what it extends
	 */
	public ZkEndpointWebExtension(ZkEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Do something with an item of a part.
	 * @param part the key of the part
	 * @param action what to do
	 * @param name what identifies the item; what stands between slashes, one by one
	 * @return the item as it is then, or the {@code problem}
	 */
	@WriteOperation
	public WebEndpointResponse<Object> act(@Selector String part, String action,
			@Selector(match = Match.ALL_REMAINING) String... name) {
		try {
			Object item = this.endpoint.act(part, action, name);
			return (item != null) ? new WebEndpointResponse<>(item)
					: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		// an error page would keep the reason to itself
		catch (InvalidEndpointRequestException ex) {
			return new WebEndpointResponse<>(OperationResponseBody.of(Map.of("problem", ex.getReason())),
					WebEndpointResponse.STATUS_BAD_REQUEST);
		}
	}

}
