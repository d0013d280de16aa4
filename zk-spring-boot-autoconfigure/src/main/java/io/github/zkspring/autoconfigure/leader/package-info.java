/**
 * Auto-configuration for leader election.
 */
@NullMarked
package io.github.zkspring.autoconfigure.leader;

import org.jspecify.annotations.NullMarked;
