/**
 * Registration of this application as an instance of a service: describes the instance,
 * keeps its ephemeral record up to date and removes it before the web server stops.
 * Internal: applications use {@link io.github.zkspring.discovery.ServiceRegistration}.
 */
@NullMarked
package io.github.zkspring.discovery.registration;

import org.jspecify.annotations.NullMarked;
