package io.github.zkspring.mirror;

/**
 * What a recursive watch does for a path.
 */
enum Coverage {

	/** There is none: the read sets a watch of its own. */
	NONE,

	/** It reports what changes. */
	REPORTED,

	/** A storm lasts: it is taken off, and the path is read again and again instead. */
	POLLED

}
