/**
 * Benchmarks of elections, locks, template, health and discovery.
 */
@NullMarked
package io.github.zkspring.benchmark;

import org.jspecify.annotations.NullMarked;
