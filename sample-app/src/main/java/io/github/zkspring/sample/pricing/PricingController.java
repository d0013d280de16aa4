package io.github.zkspring.sample.pricing;

import io.github.zkspring.client.ZkSession;
import org.apache.curator.framework.CuratorFramework;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Writes the settings. Keeps no state: this instance receives the new value through its
 * watch, like all others.
 */
@RestController
class PricingController {

	private final CuratorFramework client;

	private final ZkSession session;

	private final JsonMapper jsonMapper;

	PricingController(CuratorFramework client, ZkSession session, JsonMapper jsonMapper) {
		this.client = client;
		this.session = session;
		this.jsonMapper = jsonMapper;
	}

	@PutMapping("/api/settings")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void replace(@RequestBody PricingSettings settings) throws Exception {
		if (!this.session.state().isConnected()) {
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE,
					"Nothing was written: the ZooKeeper session is " + this.session.state());
		}
		byte[] data = this.jsonMapper.writeValueAsBytes(settings);
		this.client.create().orSetData().creatingParentsIfNeeded().forPath(LivePricing.PATH, data);
	}

}
