package io.github.zkspring.client.support;

/**
 * Looks at nothing.
 */
enum NoCallObserver implements CallObserver<Object>, CallObserver.Observed {

	/** The one and only. */
	INSTANCE;

	@Override
	public Observed begin(Object call) {
		return this;
	}

	@Override
	public void failed(Throwable failure) {
	}

	@Override
	public void leave() {
	}

	@Override
	public void end() {
	}

}
