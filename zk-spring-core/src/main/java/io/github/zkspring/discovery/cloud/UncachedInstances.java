package io.github.zkspring.discovery.cloud;

import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheManager;

/**
 * Has Spring Cloud LoadBalancer keep no instances. It would call one that has left for 35
 * seconds more, and the catalog is in memory already.
 *
 * @since 0.1.0
 */
public class UncachedInstances extends NoOpCacheManager implements LoadBalancerCacheManager {

}
