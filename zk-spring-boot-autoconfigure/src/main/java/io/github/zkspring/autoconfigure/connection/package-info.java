/**
 * Connection details for ZooKeeper servers in Docker Compose and Testcontainers.
 */
@NullMarked
package io.github.zkspring.autoconfigure.connection;

import org.jspecify.annotations.NullMarked;
