/**
 * Auto-configuration for the {@code zookeeper} actuator endpoint.
 */
@NullMarked
package io.github.zkspring.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
