package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Calls several listeners of one state. A single listener needs no composite.
 *
 * @param <S> the kind of snapshot
 * @param members the listeners
 */
record CompositeListener<S extends Snapshot>(List<MirrorListener<S>> members) implements MirrorListener<S> {

	static <S extends Snapshot> MirrorListener<S> with(@Nullable MirrorListener<S> present, MirrorListener<S> added) {
		if (present == null) {
			return added;
		}
		List<MirrorListener<S>> members = new ArrayList<>(members(present));
		members.add(added);
		return new CompositeListener<>(members);
	}

	static <S extends Snapshot> @Nullable MirrorListener<S> without(@Nullable MirrorListener<S> present,
			MirrorListener<S> removed) {
		if (present == null || present == removed) {
			return null;
		}
		List<MirrorListener<S>> members = new ArrayList<>(members(present));
		members.removeIf((member) -> member == removed);
		return (members.size() == 1) ? members.get(0) : new CompositeListener<>(members);
	}

	private static <S extends Snapshot> List<MirrorListener<S>> members(MirrorListener<S> listener) {
		return (listener instanceof CompositeListener<S> composite) ? composite.members() : List.of(listener);
	}

	@Override
	public void changed(S snapshot) {
		this.members.forEach((member) -> member.changed(snapshot));
	}

	@Override
	public void changed(S snapshot, @Nullable S previous) {
		this.members.forEach((member) -> member.changed(snapshot, previous));
	}

	@Override
	public void failed(String path, Exception ex) {
		this.members.forEach((member) -> member.failed(path, ex));
	}

}
