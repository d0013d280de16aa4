package io.github.zkspring.watch;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.AntPathMatcher;
import org.springframework.util.Assert;

/**
 * Options of a watch that is opened with {@link ZkWatches}. All options have defaults.
 * Options that do not apply to a kind of watch are rejected.
 *
 * @param id identifies the watch in the {@link ZkWatchRegistry} and in log lines,
 * {@code null} for a generated one
 * @param errorHandler handles the errors of the watch, {@code null} for the
 * {@link WatchErrorHandler} bean
 * @param settle how long children or a whole tree must be unchanged before a call, zero
 * for a call after every change; the first call does not wait
 * @param depth how many levels below its root a tree is watched, -1 for all
 * @param filter Ant-style patterns of the znodes of a tree, relative to its root; empty
 * for all. See {@link ZkTreeWatch#filter()}
 * @since 0.1.0
 */
public record WatchOptions(@Nullable String id, @Nullable WatchErrorHandler errorHandler, Duration settle, int depth,
		List<String> filter) {

	private static final WatchOptions DEFAULTS = new WatchOptions(null, null, Duration.ZERO, -1, List.of());

	/**
	 * Creates options.
	 */
	public WatchOptions {
		Assert.isTrue(!settle.isNegative(), "'settle' must not be negative");
		Assert.isTrue(depth >= -1, "'depth' must be -1 for all levels, or a number of levels from 0 on");
		filter = List.copyOf(filter);
		filter.forEach(WatchOptions::checkPattern);
	}

	/**
	 * Returns options with all defaults.
	 * @return the options
	 */
	public static WatchOptions defaults() {
		return DEFAULTS;
	}

	/**
	 * Returns these options with another id.
	 * @param id the id, unique in the application
	 * @return the options
	 */
	public WatchOptions withId(String id) {
		Assert.hasText(id, "'id' must not be empty");
		return new WatchOptions(id, this.errorHandler, this.settle, this.depth, this.filter);
	}

	/**
	 * Returns these options with another error handler.
	 * @param errorHandler the handler
	 * @return the options
	 */
	public WatchOptions withErrorHandler(WatchErrorHandler errorHandler) {
		return new WatchOptions(this.id, errorHandler, this.settle, this.depth, this.filter);
	}

	/**
	 * Returns these options with another settle time.
	 * @param settle how long the state must be unchanged
	 * @return the options
	 */
	public WatchOptions withSettle(Duration settle) {
		return new WatchOptions(this.id, this.errorHandler, settle, this.depth, this.filter);
	}

	/**
	 * Returns these options with another depth.
	 * @param depth how many levels below the root, -1 for all
	 * @return the options
	 */
	public WatchOptions withDepth(int depth) {
		return new WatchOptions(this.id, this.errorHandler, this.settle, depth, this.filter);
	}

	/**
	 * Returns these options with another filter.
	 * @param patterns the patterns of the znodes to watch
	 * @return the options
	 */
	public WatchOptions withFilter(String... patterns) {
		return new WatchOptions(this.id, this.errorHandler, this.settle, this.depth, List.of(patterns));
	}

	private static void checkPattern(String pattern) {
		Assert.isTrue(!pattern.isEmpty() && !pattern.startsWith("/"),
				() -> "'%s' is not a pattern: patterns are relative to the root and do not begin with '/'"
					.formatted(pattern));
		AntPathMatcher matcher = new AntPathMatcher();
		for (String segment : pattern.split("/")) {
			matcher.match(segment, "x");
		}
	}

}
