package io.github.zkspring.benchmark.watch;

/**
 * What every contender calls with each payload it got.
 */
@FunctionalInterface
interface ValueListener {

	void value(String path, int version);

}
