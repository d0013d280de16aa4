/**
 * Failure analyzers for errors at application startup.
 */
@NullMarked
package io.github.zkspring.autoconfigure.diagnostics;

import org.jspecify.annotations.NullMarked;
