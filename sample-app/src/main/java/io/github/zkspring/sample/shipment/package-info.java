/**
 * Work on an order under a lock.
 */
@NullMarked
package io.github.zkspring.sample.shipment;

import org.jspecify.annotations.NullMarked;
