/**
 * Reads, writes and transactions with types, for code that reads instead of watching.
 * Applications use {@link io.github.zkspring.template.ZkTemplate}, its asynchronous twin
 * and what they take and return.
 */
@NullMarked
package io.github.zkspring.template;

import org.jspecify.annotations.NullMarked;
