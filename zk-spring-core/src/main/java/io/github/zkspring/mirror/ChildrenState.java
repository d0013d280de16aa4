package io.github.zkspring.mirror;

import java.util.List;

import io.github.zkspring.client.ZkException;
import org.apache.zookeeper.data.Stat;

/**
 * The names of the children of one path. A parent that does not exist is watched by
 * {@code exists}.
 */
class ChildrenState extends MirroredState<ChildrenSnapshot> {

	/**
	 * The number of connections lost with the list from which on the list is suspected.
	 */
	private static final int SUSPICIOUS = 3;

	/** Whether the stat has shown that the list must be read. */
	private boolean listRequired;

	ChildrenState(String path, Mirror mirror) {
		super(path, mirror);
	}

	@Override
	ChildrenSnapshot absent() {
		return ChildrenSnapshot.absent(path());
	}

	@Override
	public int expectedBytes(ReadLimits limits) {
		return 0;
	}

	@Override
	public Operation operation(boolean checkSize) {
		boolean missing = isAbsent() && setsWatch() && !this.listRequired;
		return (readState().isRisky() || missing) ? Operation.STAT : Operation.CHILDREN;
	}

	@Override
	void process(Result result) {
		boolean readsList = result.operation() != Operation.STAT;
		Stat found = result.stat();
		if (found == null || readsList) {
			// exists on a parent that is present watches its data, not its children
			this.listRequired = false;
			if (result.watchSet()) {
				readState().armed();
			}
		}
		if (found == null) {
			takeAbsence();
		}
		else if (readsList) {
			take(list(result, found));
		}
		else {
			checked(found);
		}
	}

	private ChildrenSnapshot list(Result result, Stat found) {
		List<String> names = result.names();
		ChildrenSnapshot read = ChildrenSnapshot.present(path(), (names != null) ? names : List.of(), found);
		ChildrenSnapshot known = known();
		return (known != null && known.isSameParent(read)) ? known.withStat(found) : read;
	}

	private void checked(Stat found) {
		int children = found.getNumChildren();
		int failures = readState().failures();
		if (mirror().queue().limits().isTooMany(children)) {
			backOff(new ZkException(
					"The list of the %d children of '%s' exceeds the limit of this client: raise its jute.maxbuffer"
						.formatted(children, path())));
		}
		else if (failures >= SUSPICIOUS) {
			// it may be chance, so it is read again after a pause, which grows
			readState().clearSuspicion();
			backOff(new ZkException("The list of the %d children of '%s' was lost %d times together with the connection"
				.formatted(children, path(), failures)));
		}
		else {
			readState().clearSuspicion();
			readState().repeat();
			this.listRequired = true;
		}
	}

}
