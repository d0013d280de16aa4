/**
 * The catalog and the registration of this application as Spring Cloud knows them, where
 * spring-cloud-commons is on the class path. Applications use Spring Cloud's own types;
 * those of this package may change at any time.
 */
@NullMarked
package io.github.zkspring.discovery.cloud;

import org.jspecify.annotations.NullMarked;
