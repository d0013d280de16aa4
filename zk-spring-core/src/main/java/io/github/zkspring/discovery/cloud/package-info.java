/**
 * Adapters from the catalog and the registration to Spring Cloud Commons. Applications
 * use the types of Spring Cloud; the types of this package may change at any time.
 */
@NullMarked
package io.github.zkspring.discovery.cloud;

import org.jspecify.annotations.NullMarked;
