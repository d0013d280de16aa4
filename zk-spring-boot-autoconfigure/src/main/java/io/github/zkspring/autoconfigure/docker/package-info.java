/**
 * Where to connect when Docker Compose runs the servers.
 */
@NullMarked
package io.github.zkspring.autoconfigure.docker;

import org.jspecify.annotations.NullMarked;
