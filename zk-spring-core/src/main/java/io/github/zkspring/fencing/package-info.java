/**
 * Fencing: tokens that grow with every new holder of a right, so that writes of former
 * holders can be recognised and rejected.
 */
@NullMarked
package io.github.zkspring.fencing;

import org.jspecify.annotations.NullMarked;
