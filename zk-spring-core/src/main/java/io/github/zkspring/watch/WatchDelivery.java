package io.github.zkspring.watch;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * One call of the code of a watch.
 *
 * @param failed whether the code threw an exception
 * @param took how long it ran
 * @param sinceChange from the modification of the znode, by the clock of the server that
 * led then, to the call, by the clock of this machine; {@code null} for the first state,
 * for deletions and where no payload is read
 * @param conflated how many changes this state contains that had no call of their own
 */
public record WatchDelivery(boolean failed, Duration took, @Nullable Duration sinceChange, long conflated) {

}
