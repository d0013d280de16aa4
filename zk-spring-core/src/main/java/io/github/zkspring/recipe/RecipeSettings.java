package io.github.zkspring.recipe;

import java.time.Duration;

/**
 * Settings of the recipes of an application.
 *
 * @param basePath the parent of all recipes
 * @param id the id of this instance
 * @param timeout the time that the ensemble has to answer
 */
public record RecipeSettings(String basePath, String id, Duration timeout) {
}
