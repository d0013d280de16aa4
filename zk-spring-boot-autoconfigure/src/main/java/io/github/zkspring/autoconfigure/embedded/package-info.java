/**
 * Auto-configuration for the embedded development server.
 */
@NullMarked
package io.github.zkspring.autoconfigure.embedded;

import org.jspecify.annotations.NullMarked;
