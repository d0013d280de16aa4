package io.github.zkspring.recipe;

import java.time.Duration;

/**
 * How recipes work in this application.
 *
 * @param basePath the parent of all of them
 * @param id what the instance is called
 * @param timeout how long the ensemble may take to answer
 */
public record RecipeSettings(String basePath, String id, Duration timeout) {

}
