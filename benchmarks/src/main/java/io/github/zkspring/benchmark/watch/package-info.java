/**
 * Load driver for watches, which compares their cost with the plain ZooKeeper client and
 * Curator, with separate sessions and processes.
 */
@NullMarked
package io.github.zkspring.benchmark.watch;

import org.jspecify.annotations.NullMarked;
