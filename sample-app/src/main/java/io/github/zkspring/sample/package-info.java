/**
 * A web application that uses ZooKeeper, with one small bean for each feature.
 */
@NullMarked
package io.github.zkspring.sample;

import org.jspecify.annotations.NullMarked;
