/**
 * Services: who offers one, who is there, and which instance to call. Applications use
 * {@link io.github.zkspring.discovery.ServiceRegistration},
 * {@link io.github.zkspring.discovery.ServiceCatalog},
 * {@link io.github.zkspring.discovery.ServiceInstance},
 * {@link io.github.zkspring.discovery.InstanceSelector},
 * {@link io.github.zkspring.discovery.FailureHistory},
 * {@link io.github.zkspring.discovery.ZkServiceWatch} and
 * {@link io.github.zkspring.discovery.ServiceEvent}. The other public types serve the
 * packages above and may change at any time.
 */
@NullMarked
package io.github.zkspring.discovery;

import org.jspecify.annotations.NullMarked;
