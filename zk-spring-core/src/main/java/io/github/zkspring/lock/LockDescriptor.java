package io.github.zkspring.lock;

import io.github.zkspring.fencing.FencingToken;

/**
 * Description of a held lock, for monitoring.
 *
 * @param name the name of the lock
 * @param mode exclusive or shared
 * @param token its fencing token
 */
public record LockDescriptor(String name, LockMode mode, FencingToken token) {
}
