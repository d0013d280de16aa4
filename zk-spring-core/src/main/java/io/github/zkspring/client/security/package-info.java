/**
 * TLS stores and SASL logins of the client. Internal: for the auto-configuration, not for
 * applications.
 */
@NullMarked
package io.github.zkspring.client.security;

import org.jspecify.annotations.NullMarked;
