/**
 * Settings that every instance takes over as soon as somebody writes them.
 */
@NullMarked
package io.github.zkspring.sample.pricing;

import org.jspecify.annotations.NullMarked;
