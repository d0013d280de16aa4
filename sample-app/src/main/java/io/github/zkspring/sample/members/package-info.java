/**
 * Who is there: every instance registers itself and sees all others.
 */
@NullMarked
package io.github.zkspring.sample.members;

import org.jspecify.annotations.NullMarked;
