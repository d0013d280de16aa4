package io.github.zkspring.leader;

import java.util.List;

import io.github.zkspring.contender.Contenders;
import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.MirrorListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Who takes part in an election, as the names in its queue show it.
 */
class Participants implements MirrorListener<ChildrenSnapshot> {

	private static final Log logger = LogFactory.getLog(Participants.class);

	private volatile List<String> ids = List.of();

	/**
	 * The ids of the participants.
	 * @return the ids, the leader's first
	 */
	List<String> ids() {
		return this.ids;
	}

	@Override
	public void changed(ChildrenSnapshot snapshot) {
		this.ids = Contenders.ids(snapshot.names());
	}

	@Override
	public void failed(String path, Exception ex) {
		logger.warn("The queue of an election cannot be read: " + ex.getMessage());
	}

}
