/**
 * A service: every instance registers itself as {@code divide} and answers requests.
 */
@NullMarked
package io.github.zkspring.sample.divide;

import org.jspecify.annotations.NullMarked;
