/**
 * Work that one of all instances does, and another takes over when that one is gone.
 */
@NullMarked
package io.github.zkspring.sample.report;

import org.jspecify.annotations.NullMarked;
