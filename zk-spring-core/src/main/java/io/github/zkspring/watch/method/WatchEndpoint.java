package io.github.zkspring.watch.method;

import io.github.zkspring.annotation.BeanMethod;
import io.github.zkspring.watch.WatchOptions;
import io.github.zkspring.watch.ZkWatch;

/**
 * Describes the watch of one annotation, with resolved attributes.
 *
 * @param kind the kind of watch
 * @param method the annotated method
 * @param path the path to watch
 * @param options all other attributes, with an id
 */
record WatchEndpoint(ZkWatch.Kind kind, BeanMethod method, String path, WatchOptions options) {

}
