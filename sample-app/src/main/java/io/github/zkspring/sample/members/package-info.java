/**
 * The running instances: each registers itself and sees the others.
 */
@NullMarked
package io.github.zkspring.sample.members;

import org.jspecify.annotations.NullMarked;
