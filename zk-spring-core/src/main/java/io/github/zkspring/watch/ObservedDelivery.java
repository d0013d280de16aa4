package io.github.zkspring.watch;

import org.jspecify.annotations.Nullable;

/**
 * Describes a call of the target of a watch to observers, without its payload.
 *
 * @param watch the id of the watch
 * @param kind the kind of watch
 * @param path the path that the event is about
 * @param type what happened to it, {@code null} for the children of a znode and for whole
 * trees
 * @since 0.1.0
 */
public record ObservedDelivery(String watch, ZkWatch.Kind kind, String path, ZnodeEvent.@Nullable Type type) {

}
