/**
 * Auto-configuration for service registration and discovery, HTTP clients and Spring
 * Cloud included.
 */
@NullMarked
package io.github.zkspring.autoconfigure.discovery;

import org.jspecify.annotations.NullMarked;
