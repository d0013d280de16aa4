/**
 * Locks: {@link io.github.zkspring.lock.ZkLock @ZkLock} methods and
 * {@link io.github.zkspring.lock.ZkLockTemplate}, exclusive or shared, over a queue of
 * contenders.
 * <p>
 * API are the annotation, the template, {@link io.github.zkspring.lock.HeldLock}, the
 * options and the exceptions; other public types are for the wiring.
 */
@NullMarked
package io.github.zkspring.lock;

import org.jspecify.annotations.NullMarked;
