/**
 * A ZooKeeper server inside this JVM, for development and tests.
 */
@NullMarked
package io.github.zkspring.embedded;

import org.jspecify.annotations.NullMarked;
