/**
 * A job of the leader, which another instance takes over when the leader stops.
 */
@NullMarked
package io.github.zkspring.sample.report;

import org.jspecify.annotations.NullMarked;
