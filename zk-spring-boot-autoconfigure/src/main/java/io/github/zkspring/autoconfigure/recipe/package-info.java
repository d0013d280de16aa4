/**
 * Auto-configuration for recipes: barriers, counters, shared values, semaphores and
 * queues.
 */
@NullMarked
package io.github.zkspring.autoconfigure.recipe;

import org.jspecify.annotations.NullMarked;
