/**
 * The load driver for watches: what they cost beside the ZooKeeper client itself and
 * beside Curator, with sessions and processes of their own.
 */
@NullMarked
package io.github.zkspring.benchmark.watch;

import org.jspecify.annotations.NullMarked;
