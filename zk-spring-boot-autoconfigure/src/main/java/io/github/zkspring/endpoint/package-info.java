/**
 * Actuator endpoint {@code /actuator/zookeeper}, which reports the state of the features
 * from memory.
 */
@NullMarked
package io.github.zkspring.endpoint;

import org.jspecify.annotations.NullMarked;
