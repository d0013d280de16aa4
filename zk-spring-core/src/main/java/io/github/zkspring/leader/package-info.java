/**
 * Leadership: of all instances that take part in an election, one leads.
 */
@NullMarked
package io.github.zkspring.leader;

import org.jspecify.annotations.NullMarked;
