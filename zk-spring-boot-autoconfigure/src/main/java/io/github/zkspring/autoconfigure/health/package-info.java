/**
 * Auto-configuration for health indicators.
 */
@NullMarked
package io.github.zkspring.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
