/**
 * Recipes: barriers, counters, shared values, a semaphore and small queues, which
 * synchronize threads of several instances. Applications use
 * {@link io.github.zkspring.recipe.ZkRecipes}.
 */
@NullMarked
package io.github.zkspring.recipe;

import org.jspecify.annotations.NullMarked;
