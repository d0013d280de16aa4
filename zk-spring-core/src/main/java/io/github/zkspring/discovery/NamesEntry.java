package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.List;

import io.github.zkspring.mirror.ChildrenSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The names of all services.
 */
class NamesEntry extends CatalogEntry<List<String>> {

	NamesEntry(String path, Duration timeout) {
		super(path, timeout);
	}

	@Override
	List<String> read(ChildrenSnapshot snapshot, @Nullable List<String> last) {
		return snapshot.names();
	}

	@Override
	void changed() {
	}

}
