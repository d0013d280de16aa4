/**
 * Wiring: auto-configurations, properties, connection details and failure analyzers.
 */
@NullMarked
package io.github.zkspring.autoconfigure;

import org.jspecify.annotations.NullMarked;
