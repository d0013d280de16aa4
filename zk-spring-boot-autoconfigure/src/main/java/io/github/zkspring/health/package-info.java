/**
 * Health of the session, answered from memory.
 */
@NullMarked
package io.github.zkspring.health;

import org.jspecify.annotations.NullMarked;
