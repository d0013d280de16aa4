/**
 * Keeps watched znodes in memory and in sync with the server. Watches, reads and resyncs
 * of all features go through this package, so that a znode is watched and read once,
 * however many features use it.
 *
 * <p>
 * The route of one change, all of it under the lock of the mirror:
 * <ol>
 * <li>ZooKeeper's event thread calls {@code StateRegistry}, the watcher of all watches,
 * which looks up the {@code MirroredState} of the path.</li>
 * <li>The state compares the zxid of the event with the state it knows. If that is older,
 * it enters the {@code ReadQueue}, unless it waits there already. (A deletion needs no
 * read.)</li>
 * <li>{@code ReadSender} sends the read: alone, setting the one-shot watch again, or with
 * up to a thousand others in one request where a recursive watch reports the path.</li>
 * <li>The answer arrives on the event thread. {@code MirroredState.received} compares it
 * once with the known state and calls the listeners with the difference, which only hand
 * it over to their own threads.</li>
 * </ol>
 * After a reconnect the same route starts at the second step for every state that a
 * recursive watch covers, and for all of them in a new session.
 *
 * <p>
 * Public for the features of this project only; not an API for applications.
 */
@NullMarked
package io.github.zkspring.mirror;

import org.jspecify.annotations.NullMarked;
