/**
 * Finds annotated beans and methods, and resolves the values of annotations, for all
 * features.
 */
@NullMarked
package io.github.zkspring.annotation;

import org.jspecify.annotations.NullMarked;
