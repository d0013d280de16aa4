/**
 * The fault harness: servers and clients as processes of their own, and what can befall
 * them.
 */
@NullMarked
package io.github.zkspring.faults;

import org.jspecify.annotations.NullMarked;
