package io.github.zkspring.template;

import org.apache.zookeeper.data.Stat;

/**
 * A znode that was created.
 *
 * @param path its path, with the number of a sequential one
 * @param stat its stat; the {@code czxid} in it grows with every znode of the ensemble
 * @since 0.1.0
 */
public record CreatedZnode(String path, Stat stat) {
}
