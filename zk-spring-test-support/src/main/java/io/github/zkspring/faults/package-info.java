/**
 * Fault harness for tests: servers and clients in separate processes, and the faults that
 * can be injected into them.
 */
@NullMarked
package io.github.zkspring.faults;

import org.jspecify.annotations.NullMarked;
