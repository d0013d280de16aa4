/**
 * The session with the ensemble as applications see it: its states and events, and the
 * paths and exceptions that every feature shares.
 * <p>
 * Applications use {@link io.github.zkspring.client.ZkSession},
 * {@link io.github.zkspring.client.ZkSessionState},
 * {@link io.github.zkspring.client.ZkSessionStateEvent},
 * {@link io.github.zkspring.client.ZkPaths} and
 * {@link io.github.zkspring.client.ZkException} with its subclasses. The sub-packages
 * serve the features of this project and may change at any time.
 */
@NullMarked
package io.github.zkspring.client;

import org.jspecify.annotations.NullMarked;
