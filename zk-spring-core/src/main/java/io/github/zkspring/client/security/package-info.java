/**
 * What the client shows to the servers and accepts of them: TLS stores and SASL logins.
 * Used by the auto-configuration, not by applications.
 */
@NullMarked
package io.github.zkspring.client.security;

import org.jspecify.annotations.NullMarked;
