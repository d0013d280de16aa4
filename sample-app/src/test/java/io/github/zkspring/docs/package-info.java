/**
 * The Java snippets of the README and the guide.
 */
@NullMarked
package io.github.zkspring.docs;

import org.jspecify.annotations.NullMarked;
