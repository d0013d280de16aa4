/**
 * The session with the ensemble: its states, its events, its start and its end, and the
 * paths and exceptions that every feature shares.
 * <p>
 * Applications use {@link io.github.zkspring.client.ZkSession},
 * {@link io.github.zkspring.client.ZkSessionState},
 * {@link io.github.zkspring.client.ZkSessionStateEvent},
 * {@link io.github.zkspring.client.ZkPaths} and
 * {@link io.github.zkspring.client.ZkException} with its subclasses. The other public
 * types serve the packages above and may change at any time.
 */
@NullMarked
package io.github.zkspring.client;

import org.jspecify.annotations.NullMarked;
