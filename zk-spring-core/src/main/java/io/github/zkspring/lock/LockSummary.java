package io.github.zkspring.lock;

import io.github.zkspring.fencing.FencingToken;

/**
 * A lock that is held, for those who only look.
 *
 * @param name the name of the lock
 * @param mode exclusive or shared
 * @param token its fencing token
 */
public record LockSummary(String name, LockMode mode, FencingToken token) {

}
