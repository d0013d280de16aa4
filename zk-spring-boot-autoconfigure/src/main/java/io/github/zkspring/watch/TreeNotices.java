package io.github.zkspring.watch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When the last notifications of a tree came, by path, as long as they have not been
 * delivered. Of many that wait at the same time, only the newest are kept.
 */
final class TreeNotices {

	private static final int CAPACITY = 1024;

	private final Map<String, Long> times = new LinkedHashMap<>(0) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
			return size() > CAPACITY;
		}

	};

	void put(String path, long nanoTime) {
		if (nanoTime != 0) {
			this.times.put(path, nanoTime);
		}
		else {
			this.times.remove(path);
		}
	}

	long take(String path) {
		Long time = this.times.isEmpty() ? null : this.times.remove(path);
		return (time != null) ? time : 0;
	}

}
