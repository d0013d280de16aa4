package io.github.zkspring.metrics;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of the tag {@code watch}: the id of the watch. Watches that code has opened
 * without an id have numbers, of which there may be very many: they share their kind.
 */
final class WatchTag {

	private static final Pattern NUMBERED = Pattern.compile("(data|children|tree)#\\d+");

	private WatchTag() {
	}

	/**
	 * The tag of a watch.
	 * @param id the id of the watch
	 * @return the id, or what it shares with others
	 */
	static String of(String id) {
		Matcher numbered = NUMBERED.matcher(id);
		return numbered.matches() ? numbered.group(1) : id;
	}

}
