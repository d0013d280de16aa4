package io.github.zkspring.sample.members;

import java.util.List;

import io.github.zkspring.watch.ZkChildrenWatch;

import org.springframework.stereotype.Component;

/**
 * The ids of all running instances.
 */
@Component
public class Members {

	static final String PATH = "/members";

	private volatile List<String> names = List.of();

	/**
	 * Returns the last known ids of the instances, including this one.
	 * @return the ids in alphabetical order
	 */
	public List<String> names() {
		return this.names;
	}

	@ZkChildrenWatch(PATH)
	void changed(List<String> names) {
		this.names = List.copyOf(names);
	}

}
