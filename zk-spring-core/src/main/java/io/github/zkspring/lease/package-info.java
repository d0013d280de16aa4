/**
 * Leases: a right that lasts until a time, whatever becomes of its holder. Applications
 * use {@link io.github.zkspring.lease.ZkLease @ZkLease} and
 * {@link io.github.zkspring.lease.ZkLeases}.
 */
@NullMarked
package io.github.zkspring.lease;

import org.jspecify.annotations.NullMarked;
