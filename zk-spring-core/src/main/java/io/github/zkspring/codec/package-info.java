/**
 * Codecs between the bytes of a znode and Java values. Applications implement
 * {@link io.github.zkspring.codec.ZnodeCodec}.
 */
@NullMarked
package io.github.zkspring.codec;

import org.jspecify.annotations.NullMarked;
