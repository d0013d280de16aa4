package io.github.zkspring.benchmark.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contenders by name.
 */
final class Contenders {

	static final String RAW_ONE_SHOT = "raw";

	static final String RAW_BATCHED = "raw-recursive-multi";

	static final String RAW_EVENTS = "raw-events";

	static final String CURATOR_CACHE = "curator-cache-recursive";

	static final List<String> RAW = List.of(RAW_ONE_SHOT, "raw-persistent", RAW_BATCHED);

	/** One one-shot watch for each znode. */
	static final String OURS_ONE_SHOT = "mirror-data";

	/** One recursive watch for all znodes. */
	static final List<String> OURS_RECURSIVE = List.of("mirror-children", "zk-tree");

	static final List<String> OURS = List.of(OURS_ONE_SHOT, "mirror-children", "zk-tree", "annotation");

	private static final Map<String, Factory> FACTORIES = new LinkedHashMap<>();

	static {
		FACTORIES.put(RAW_ONE_SHOT, RawOneShotContender::new);
		FACTORIES.put(RAW_EVENTS, RawEventContender::new);
		FACTORIES.put("raw-persistent", RawPersistentContender::new);
		FACTORIES.put(RAW_BATCHED, RawRecursiveContender::new);
		FACTORIES.put("curator-cache", CuratorContender::singleCaches);
		FACTORIES.put(CURATOR_CACHE, CuratorContender::recursiveCache);
		FACTORIES.put("curator-node-cache", CuratorContender::nodeCaches);
		FACTORIES.put(OURS_ONE_SHOT, MirrorContender::data);
		FACTORIES.put("mirror-children", MirrorContender::children);
		FACTORIES.put("zk-tree", MirrorContender::tree);
		FACTORIES.put("annotation", AnnotationContender::new);
	}

	private Contenders() {
	}

	static List<String> names() {
		return new ArrayList<>(FACTORIES.keySet());
	}

	static WatchContender open(String name, ContenderSetup setup) throws Exception {
		Factory factory = FACTORIES.get(name);
		if (factory == null) {
			throw new IllegalArgumentException("No contender '%s' among %s".formatted(name, names()));
		}
		return factory.open(setup);
	}

	/**
	 * Opens a contender.
	 */
	private interface Factory {

		WatchContender open(ContenderSetup setup) throws Exception;

	}

}
