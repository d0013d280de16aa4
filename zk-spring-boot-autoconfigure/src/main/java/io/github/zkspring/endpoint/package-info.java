/**
 * {@code /actuator/zookeeper}: what the features know, answered from memory.
 */
@NullMarked
package io.github.zkspring.endpoint;

import org.jspecify.annotations.NullMarked;
