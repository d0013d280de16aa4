package io.github.zkspring.docs;

import java.util.Map;

import io.github.zkspring.watch.ChildrenEvent;
import io.github.zkspring.watch.WatchErrorHandler;
import io.github.zkspring.watch.ZkChildrenWatch;
import io.github.zkspring.watch.ZkDataWatch;
import io.github.zkspring.watch.ZnodeEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.retry.RetryPolicy;

@Configuration(proxyBeanMethods = false)
class Limits {

	private static final Log logger = LogFactory.getLog(Limits.class);

	@ZkDataWatch("/config/${spring.application.name}/limit")
	void limitChanged(ZnodeEvent<Integer> event) {
		logger.info(
				event.path() + " was " + event.type() + ", from " + event.previousPayload() + " to " + event.payload());
	}

	@ZkChildrenWatch(path = "/limits", settle = "2s")
	void limitsChanged(Map<String, Integer> limits, ChildrenEvent<Integer> event) {
		logger.info(
				limits + ": added " + event.added() + ", removed " + event.removed() + ", updated " + event.updated());
	}

	@Bean
	WatchErrorHandler watchErrorHandler() {
		return WatchErrorHandler.retrying(RetryPolicy.builder().maxRetries(5).multiplier(2).build());
	}

}
