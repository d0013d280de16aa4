/**
 * Leases: rights that last until a point in time, whatever happens to their holder.
 * Applications use {@link io.github.zkspring.lease.ZkLease @ZkLease} and
 * {@link io.github.zkspring.lease.ZkLeases}. The records are those of kazoo.
 */
@NullMarked
package io.github.zkspring.lease;

import org.jspecify.annotations.NullMarked;
