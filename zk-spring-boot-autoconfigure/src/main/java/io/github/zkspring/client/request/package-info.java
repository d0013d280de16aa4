/**
 * Requests with a deadline: what became of them, and threads that wait for them. Used by
 * the features of this project, not by applications.
 */
@NullMarked
package io.github.zkspring.client.request;

import org.jspecify.annotations.NullMarked;
