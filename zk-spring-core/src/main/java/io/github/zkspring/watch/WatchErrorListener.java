package io.github.zkspring.watch;

/**
 * Is told of every error of every watch, before its {@link WatchErrorHandler}: for those
 * who count. Every bean of this type is. Called on the thread that delivers; must return
 * soon and must not throw.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface WatchErrorListener {

	/**
	 * Something went wrong.
	 * @param error what
	 */
	void failed(WatchError error);

}
