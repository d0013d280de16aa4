/**
 * Micrometer meters and observations of the features.
 */
@NullMarked
package io.github.zkspring.metrics;

import org.jspecify.annotations.NullMarked;
