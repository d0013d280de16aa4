/**
 * Where to connect when Testcontainers runs the server.
 */
@NullMarked
package io.github.zkspring.autoconfigure.testcontainers;

import org.jspecify.annotations.NullMarked;
