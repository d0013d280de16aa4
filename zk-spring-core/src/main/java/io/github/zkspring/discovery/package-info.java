/**
 * Service discovery: the catalog of services, the choice of an instance and watches on
 * services. Applications use {@link io.github.zkspring.discovery.ServiceCatalog},
 * {@link io.github.zkspring.discovery.ServiceRegistration},
 * {@link io.github.zkspring.discovery.ServiceInstance},
 * {@link io.github.zkspring.discovery.InstanceSelector},
 * {@link io.github.zkspring.discovery.ZkServiceWatch} and
 * {@link io.github.zkspring.discovery.ServiceEvent}. The other public types are internal
 * and may change at any time.
 */
@NullMarked
package io.github.zkspring.discovery;

import org.jspecify.annotations.NullMarked;
