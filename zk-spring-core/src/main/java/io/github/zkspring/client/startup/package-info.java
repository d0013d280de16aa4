/**
 * Start and end of the client: waiting for a session, creating the chroot and the
 * namespace, and finding out why there is no session.
 */
@NullMarked
package io.github.zkspring.client.startup;

import org.jspecify.annotations.NullMarked;
