package io.github.zkspring.benchmark.watch;

/**
 * Thrown when a contender does not deliver in time.
 */
class LateException extends RuntimeException {

	LateException(String message) {
		super(message);
	}

}
