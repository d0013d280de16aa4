/**
 * ZooKeeper for tests: a server for a test class, with and without Spring.
 */
@NullMarked
package io.github.zkspring.test;

import org.jspecify.annotations.NullMarked;
