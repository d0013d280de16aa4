/**
 * Work on one thing that two instances must not do at the same time.
 */
@NullMarked
package io.github.zkspring.sample.shipment;

import org.jspecify.annotations.NullMarked;
