/**
 * Locks: {@link io.github.zkspring.lock.ZkLock @ZkLock} methods and
 * {@link io.github.zkspring.lock.ZkLockTemplate}, exclusive or shared, on the contender
 * queue.
 * <p>
 * {@code QueueLockTemplate} sends and tracks requests: a {@code LockRequest} is a
 * contender in the queue of a lock. Its grant creates a {@code LockOwnership}, which ends
 * when the last {@code LockReference} to it is closed, or when its session or znode ends.
 * Work under a lock runs as a guarded invocation.
 * <p>
 * The API consists of the annotation, the template,
 * {@link io.github.zkspring.lock.HeldLock}, the options and the exceptions; other public
 * types are for the wiring.
 */
@NullMarked
package io.github.zkspring.lock;

import org.jspecify.annotations.NullMarked;
