package io.github.zkspring.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.ZnodeSnapshot;

/**
 * Follows each path: nothing goes back, nothing comes twice.
 */
class SoakChecks {

	private static final int ENOUGH = 20;

	private final Map<String, SoakState> states = new HashMap<>();

	private final Map<String, Long> newest = new HashMap<>();

	private final List<String> violations = new ArrayList<>();

	private long deliveries;

	MirrorListener<ZnodeSnapshot> check(String path) {
		return new MirrorListener<>() {

			@Override
			public void changed(ZnodeSnapshot snapshot) {
				delivered(path, SoakState.of(snapshot.data(), snapshot.stat()));
			}

			@Override
			public void failed(String failed, Exception ex) {
				violated(failed + " failed: " + ex);
			}

		};
	}

	synchronized void delivered(String path, SoakState state) {
		this.deliveries++;
		SoakState before = this.states.put(path, state);
		if (state.equals(before)) {
			violated("%s: %s twice".formatted(path, state));
		}
		if (state.exists()) {
			Long newest = this.newest.put(path, state.mzxid());
			if (newest != null && newest >= state.mzxid()) {
				violated("%s: %s after mzxid 0x%x".formatted(path, state, newest));
			}
		}
	}

	private synchronized void violated(String violation) {
		if (this.violations.size() < ENOUGH) {
			this.violations.add(violation);
		}
	}

	synchronized Map<String, SoakState> states() {
		return Map.copyOf(this.states);
	}

	synchronized List<String> violations() {
		return List.copyOf(this.violations);
	}

	@Override
	public synchronized String toString() {
		return this.deliveries + " deliveries";
	}

}
