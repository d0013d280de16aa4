/**
 * Payloads: the bytes of a znode as Java values, and back. Applications implement
 * {@link io.github.zkspring.codec.ZnodeCodec}.
 */
@NullMarked
package io.github.zkspring.codec;

import org.jspecify.annotations.NullMarked;
