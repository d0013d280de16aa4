package io.github.zkspring.watch;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Describes a call of the target of a watch.
 *
 * @param failed whether the target threw an exception
 * @param took the duration of the call
 * @param sinceChange the time from the modification of the znode, by the clock of the
 * leading server, to the call, by the clock of this machine; {@code null} for the first
 * state, for deletions and where no payload is read
 * @param conflated the number of earlier changes that this state includes
 */
public record WatchDelivery(boolean failed, Duration took, @Nullable Duration sinceChange, long conflated) {

}
