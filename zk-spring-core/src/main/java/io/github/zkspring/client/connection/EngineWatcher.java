package io.github.zkspring.client.connection;

import org.apache.zookeeper.Watcher;

/**
 * Marks the watcher of an engine. A path has one watch a session at the server, however
 * many watchers of the client share it; the mark tells whose it is.
 */
public interface EngineWatcher extends Watcher {

}
