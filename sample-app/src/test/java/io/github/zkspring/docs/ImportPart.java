package io.github.zkspring.docs;

import java.util.concurrent.atomic.AtomicLong;

import io.github.zkspring.endpoint.ZkEndpointContributor;

import org.springframework.stereotype.Component;

@Component
class ImportPart implements ZkEndpointContributor {

	private final AtomicLong rows = new AtomicLong();

	@Override
	public String key() {
		return "import";
	}

	@Override
	public Progress describe() {
		return new Progress(this.rows.get());
	}

	record Progress(long rows) {

	}

}
