package io.github.zkspring.discovery.cloud;

import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheManager;

/**
 * Disables the cache of Spring Cloud LoadBalancer. The cache would return removed
 * instances for up to 35 seconds, and the catalog already is in memory.
 *
 * @since 0.1.0
 */
public class NoOpLoadBalancerCacheManager extends NoOpCacheManager implements LoadBalancerCacheManager {

}
