/**
 * Settings that every instance applies as soon as they are written.
 */
@NullMarked
package io.github.zkspring.sample.pricing;

import org.jspecify.annotations.NullMarked;
