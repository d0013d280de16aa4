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
 * {@link EndpointWebExtension @EndpointWebExtension} that answers an action on a missing
 * item with status 404, and a rejected action with status 400 and the reason.
 *
 * @since 0.1.0
 */
@EndpointWebExtension(endpoint = ZkEndpoint.class)
public class ZkEndpointWebExtension {

	private final ZkEndpoint endpoint;

	/**
	 * Creates an extension.
	 * @param endpoint the endpoint
	 */
	public ZkEndpointWebExtension(ZkEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Perform an action on an item of a part.
	 * @param part the key of the part
	 * @param action the action
	 * @param name the name of the item, split at slashes
	 * @return the item after the action, or the {@code problem}
	 */
	@WriteOperation
	public WebEndpointResponse<Object> act(@Selector String part, String action,
			@Selector(match = Match.ALL_REMAINING) String... name) {
		try {
			Object item = this.endpoint.act(part, action, name);
			return (item != null) ? new WebEndpointResponse<>(item)
					: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		// an error page would not contain the reason
		catch (InvalidEndpointRequestException ex) {
			return new WebEndpointResponse<>(OperationResponseBody.of(Map.of("problem", ex.getReason())),
					WebEndpointResponse.STATUS_BAD_REQUEST);
		}
	}

}
