package io.github.zkspring.docs;

import io.github.zkspring.autoconfigure.CuratorFrameworkCustomizer;
import io.github.zkspring.client.ZkSessionStateEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

@Configuration(proxyBeanMethods = false)
class SessionLog {

	private static final Log logger = LogFactory.getLog(SessionLog.class);

	@EventListener
	void changed(ZkSessionStateEvent event) {
		logger.info("The session is " + event.state() + " and was " + event.previous());
	}

	@Bean
	CuratorFrameworkCustomizer quickClose() {
		return (builder) -> builder.maxCloseWaitMs(500);
	}

}
