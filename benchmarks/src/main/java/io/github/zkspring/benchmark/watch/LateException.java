package io.github.zkspring.benchmark.watch;

/**
 * A contender did not deliver in time.
 */
class LateException extends RuntimeException {

	LateException(String message) {
		super(message);
	}

}
