/**
 * Auto-configuration for leases.
 */
@NullMarked
package io.github.zkspring.autoconfigure.lease;

import org.jspecify.annotations.NullMarked;
