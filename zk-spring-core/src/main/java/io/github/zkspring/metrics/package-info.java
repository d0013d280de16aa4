/**
 * Meters and observations.
 */
@NullMarked
package io.github.zkspring.metrics;

import org.jspecify.annotations.NullMarked;
