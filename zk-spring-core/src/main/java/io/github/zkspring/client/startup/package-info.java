/**
 * Startup and close of the client: waits for a session, creates the chroot and the
 * namespace, and diagnoses why no session is established.
 */
@NullMarked
package io.github.zkspring.client.startup;

import org.jspecify.annotations.NullMarked;
