/**
 * Work that is done at most once in a while, by whichever instance comes first.
 */
@NullMarked
package io.github.zkspring.sample.cleanup;

import org.jspecify.annotations.NullMarked;
