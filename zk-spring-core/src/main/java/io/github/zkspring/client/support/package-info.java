/**
 * Threads, serial execution, phases and listeners that all features share, independent of
 * the session.
 */
@NullMarked
package io.github.zkspring.client.support;

import org.jspecify.annotations.NullMarked;
