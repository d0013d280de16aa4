package io.github.zkspring.sample.shipment;

/**
 * An order that was shipped.
 *
 * @param order the order
 * @param token the fencing token of the lock that was held
 */
record Shipment(String order, long token) {
}
