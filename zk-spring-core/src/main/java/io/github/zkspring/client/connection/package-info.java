/**
 * The connection to the ensemble for the features of this project: the session and its
 * lease, the handle to send requests with, and requests with a deadline that survive the
 * loss of the connection.
 */
@NullMarked
package io.github.zkspring.client.connection;

import org.jspecify.annotations.NullMarked;
