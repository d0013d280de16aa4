package io.github.zkspring;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.autoconfigure.recipe.ZkRecipesAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * Application without beans of its own, for tests that start several instances.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class, ZkLeaderAutoConfiguration.class,
		ZkLockAutoConfiguration.class, ZkRecipesAutoConfiguration.class })
public class TestApplication {

}
