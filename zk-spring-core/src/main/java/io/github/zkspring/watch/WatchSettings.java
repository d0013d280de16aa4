package io.github.zkspring.watch;

import java.time.Duration;

import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.watch.dispatch.Dispatcher;

/**
 * What a watch needs beside its path and its code. Watches of the same options share one.
 *
 * @param kind the kind of watch
 * @param dispatcher brings its calls to their threads
 * @param errorHandler takes its errors
 * @param settle how long the state must stand still, zero for not at all
 * @param observer is told of its calls and of its end
 * @param calls looks at its calls while they run
 */
record WatchSettings(ZkWatch.Kind kind, Dispatcher dispatcher, WatchErrorHandler errorHandler, Duration settle,
		WatchObserver observer, CallObserver<ObservedDelivery> calls) {

}
