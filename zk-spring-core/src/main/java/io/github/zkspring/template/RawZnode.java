package io.github.zkspring.template;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * What a server answers to a read.
 *
 * @param data the bytes, {@code null} when the znode holds none
 * @param stat the stat
 */
@SuppressWarnings("ArrayRecordComponent")
record RawZnode(byte @Nullable [] data, Stat stat) {
}
