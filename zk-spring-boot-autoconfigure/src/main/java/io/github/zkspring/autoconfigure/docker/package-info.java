/**
 * Connection details for ZooKeeper servers in Docker Compose.
 */
@NullMarked
package io.github.zkspring.autoconfigure.docker;

import org.jspecify.annotations.NullMarked;
