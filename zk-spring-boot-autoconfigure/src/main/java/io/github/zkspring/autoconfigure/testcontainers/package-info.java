/**
 * Connection details for ZooKeeper servers in Testcontainers.
 */
@NullMarked
package io.github.zkspring.autoconfigure.testcontainers;

import org.jspecify.annotations.NullMarked;
