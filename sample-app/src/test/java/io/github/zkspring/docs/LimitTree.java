package io.github.zkspring.docs;

import java.util.Map;

import io.github.zkspring.watch.ZkPath;
import io.github.zkspring.watch.ZkTreeWatch;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

class LimitTree {

	private static final Log logger = LogFactory.getLog(LimitTree.class);

	@ZkTreeWatch(path = "/config", filter = "**/limit")
	void anyLimitChanged(@ZkPath String path, @Nullable Integer limit) {
		logger.info(path + " is " + limit);
	}

	@ZkTreeWatch(path = "/routes", settle = "1s")
	void routesChanged(Map<String, String> routes) {
		logger.info(routes.size() + " routes");
	}

}
