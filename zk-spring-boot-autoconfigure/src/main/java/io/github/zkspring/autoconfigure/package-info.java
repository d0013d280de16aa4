/**
 * Auto-configuration of the ZooKeeper session: properties, connection details, security
 * and the client. Each feature has its own sub-package, which depends on this package.
 */
@NullMarked
package io.github.zkspring.autoconfigure;

import org.jspecify.annotations.NullMarked;
