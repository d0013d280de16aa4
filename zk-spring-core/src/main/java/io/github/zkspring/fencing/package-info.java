/**
 * Fencing: numbers that grow with every holder, so that what a holder of yesterday still
 * writes can be told from what the holder of today writes.
 */
@NullMarked
package io.github.zkspring.fencing;

import org.jspecify.annotations.NullMarked;
