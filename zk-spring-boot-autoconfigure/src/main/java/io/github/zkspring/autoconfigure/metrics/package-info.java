/**
 * Auto-configuration for meters and observations.
 */
@NullMarked
package io.github.zkspring.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
