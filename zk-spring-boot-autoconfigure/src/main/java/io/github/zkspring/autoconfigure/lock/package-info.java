/**
 * Auto-configuration for distributed locks.
 */
@NullMarked
package io.github.zkspring.autoconfigure.lock;

import org.jspecify.annotations.NullMarked;
