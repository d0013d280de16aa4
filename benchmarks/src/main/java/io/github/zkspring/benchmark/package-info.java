/**
 * Benchmarks.
 */
@NullMarked
package io.github.zkspring.benchmark;

import org.jspecify.annotations.NullMarked;
