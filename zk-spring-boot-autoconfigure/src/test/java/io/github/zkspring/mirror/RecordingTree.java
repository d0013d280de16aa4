package io.github.zkspring.mirror;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps what a tree has handed over: {@code +} for present, {@code -} for gone.
 */
class RecordingTree implements TreeListener {

	private final List<String> calls = new ArrayList<>();

	private final List<Exception> failures = new ArrayList<>();

	private final Map<String, String> present = new TreeMap<>();

	@Override
	public synchronized void changed(ZnodeSnapshot znode) {
		this.calls.add(((znode.stat() != null) ? "+" : "-") + znode.path());
		if (znode.data() != null) {
			this.present.put(znode.path(), new String(znode.data(), StandardCharsets.UTF_8));
		}
		else {
			this.present.remove(znode.path());
		}
	}

	@Override
	public synchronized void initialised() {
		this.calls.add("initialised");
	}

	@Override
	public synchronized void failed(String path, Exception ex) {
		this.failures.add(ex);
	}

	synchronized List<String> takeCalls() {
		List<String> taken = List.copyOf(this.calls);
		this.calls.clear();
		return taken;
	}

	synchronized List<String> calls() {
		return List.copyOf(this.calls);
	}

	synchronized boolean isInitialised() {
		return this.calls.contains("initialised");
	}

	synchronized Map<String, String> present() {
		return new TreeMap<>(this.present);
	}

	synchronized List<Exception> failures() {
		return List.copyOf(this.failures);
	}

}
