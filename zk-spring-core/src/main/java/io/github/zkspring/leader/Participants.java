package io.github.zkspring.leader;

import java.util.List;

import io.github.zkspring.contender.Contenders;
import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.MirrorListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The ids of the contenders in the queue of an election, as the mirror sees them.
 */
class Participants implements MirrorListener<ChildrenSnapshot> {

	private static final Log logger = LogFactory.getLog(Participants.class);

	private final String election;

	private volatile List<String> ids = List.of();

	Participants(String election) {
		this.election = election;
	}

	List<String> ids() {
		return this.ids;
	}

	@Override
	public void changed(ChildrenSnapshot snapshot) {
		this.ids = Contenders.ids(snapshot.names());
	}

	@Override
	public void failed(String path, Exception ex) {
		logger.warn("The participants of the election '" + this.election + "' cannot be read: " + ex.getMessage());
	}

}
