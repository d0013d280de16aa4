package io.github.zkspring.watch.delivery;

/**
 * A target whose object can be replaced.
 *
 * @param <E> the kind of event
 */
class ReplaceableTarget<E> implements WatchTarget<E> {

	private final WatchTarget<E> target;

	private boolean replaced;

	ReplaceableTarget(WatchTarget<E> target) {
		this.target = target;
	}

	void replace() {
		this.replaced = true;
	}

	@Override
	public boolean invoke(E event) throws Throwable {
		return this.target.invoke(event);
	}

	@Override
	public boolean isReplaced() {
		boolean was = this.replaced;
		this.replaced = false;
		return was;
	}

	@Override
	public String toString() {
		return "target";
	}

}
