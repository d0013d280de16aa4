/**
 * Auto-configuration for {@code ZkTemplate}.
 */
@NullMarked
package io.github.zkspring.autoconfigure.template;

import org.jspecify.annotations.NullMarked;
