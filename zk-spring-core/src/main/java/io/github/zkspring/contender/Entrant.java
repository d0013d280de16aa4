package io.github.zkspring.contender;

/**
 * Who joins a queue.
 *
 * @param id what the contender is called; part of the name of its znode
 * @param data what the znode holds
 * @param onSuspended what a lost connection does to its turn
 * @param admission who may have its turn beside it
 */
public record Entrant(String id, byte[] data, OnSuspended onSuspended, Admission admission) {

}
