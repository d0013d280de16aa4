package io.github.zkspring.watch.delivery;

import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.watch.ObservedDelivery;

/**
 * Holds what all watches of the application share.
 * <p>
 * Internal, not part of the API for applications.
 *
 * @param executor runs deliveries
 * @param listeners the listeners for errors, deliveries and ends of watches
 * @param calls observes calls while they run
 */
public record WatchServices(DeliveryExecutor executor, WatchListeners listeners, CallObserver<ObservedDelivery> calls) {

}
