package io.github.zkspring.benchmark.watch;

/**
 * Callback for each delivered payload.
 */
@FunctionalInterface
interface ValueListener {

	void value(String path, int version);

}
