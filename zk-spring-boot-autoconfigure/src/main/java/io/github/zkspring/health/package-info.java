/**
 * Health indicators for the session and the features, which answer from memory.
 */
@NullMarked
package io.github.zkspring.health;

import org.jspecify.annotations.NullMarked;
