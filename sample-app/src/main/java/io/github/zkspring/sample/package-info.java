/**
 * A web application that lives on ZooKeeper: one small bean per feature.
 */
@NullMarked
package io.github.zkspring.sample;

import org.jspecify.annotations.NullMarked;
