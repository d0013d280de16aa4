/**
 * Micrometer meters and observations of all features.
 */
@NullMarked
package io.github.zkspring.metrics;

import org.jspecify.annotations.NullMarked;
