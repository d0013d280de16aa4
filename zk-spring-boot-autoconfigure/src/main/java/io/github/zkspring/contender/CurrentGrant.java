package io.github.zkspring.contender;

import org.jspecify.annotations.Nullable;

/**
 * What a contender holds now. Pairs every grant with one revocation for the listener;
 * written on the engine loop, read from anywhere.
 */
class CurrentGrant {

	private final ContenderListener listener;

	private volatile @Nullable Grant held;

	CurrentGrant(ContenderListener listener) {
		this.listener = listener;
	}

	@Nullable Grant get() {
		return this.held;
	}

	void grant(Grant grant) {
		if (this.held == null) {
			this.held = grant;
			this.listener.granted(grant);
		}
	}

	void revoke() {
		Grant ended = this.held;
		if (ended != null) {
			this.held = null;
			this.listener.revoked(ended);
		}
	}

}
