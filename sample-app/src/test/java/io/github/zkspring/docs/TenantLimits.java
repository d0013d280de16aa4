package io.github.zkspring.docs;

import io.github.zkspring.watch.WatchOptions;
import io.github.zkspring.watch.ZkWatch;
import io.github.zkspring.watch.ZkWatches;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.stereotype.Component;

@Component
class TenantLimits {

	private static final Log logger = LogFactory.getLog(TenantLimits.class);

	private final ZkWatches watches;

	TenantLimits(ZkWatches watches) {
		this.watches = watches;
	}

	ZkWatch open(String tenant) {
		return this.watches.data("/tenants/" + tenant + "/limit", Integer.class,
				WatchOptions.defaults().withId("limit-of-" + tenant),
				(event) -> logger.info(tenant + " has the limit " + event.payload()));
	}

}
