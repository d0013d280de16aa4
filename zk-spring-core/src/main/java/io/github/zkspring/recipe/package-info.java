/**
 * Recipes: barriers, counters, shared values, a semaphore and small queues, for threads
 * of the application that wait for each other across processes. Applications use
 * {@link io.github.zkspring.recipe.ZkRecipes}.
 */
@NullMarked
package io.github.zkspring.recipe;

import org.jspecify.annotations.NullMarked;
