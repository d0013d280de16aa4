package io.github.zkspring.docs;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.template.CreateOptions;
import io.github.zkspring.template.CreatedZnode;
import io.github.zkspring.template.ZkTemplate;
import io.github.zkspring.template.Znode;

import org.springframework.stereotype.Component;

@Component
class Prices {

	private final ZkTemplate zk;

	Prices(ZkTemplate zk) {
		this.zk = zk;
	}

	void publish(String article, Price price) {
		String path = ZkPaths.child("/prices", ZkPaths.segment(article));
		this.zk.create(path, price, CreateOptions.persistent().withParents());
	}

	int raise(String article, int cents) {
		String path = ZkPaths.child("/prices", ZkPaths.segment(article));
		Znode<Price> raised = this.zk.update(path, Price.class, (price) -> price.plus(cents));
		return raised.payload().cents();
	}

	Map<String, Znode<Price>> all() {
		return this.zk.childrenWithData("/prices", Price.class);
	}

	CompletableFuture<String> enqueue(String job) {
		return this.zk.async()
			.create("/jobs/job-", job, CreateOptions.persistent().sequential().withParents())
			.thenApply(CreatedZnode::path);
	}

	void retire(String article) {
		String name = ZkPaths.segment(article);
		this.zk.ensurePath("/retired");
		this.zk.transaction((tx) -> tx.delete("/prices/" + name).create("/retired/" + name, null));
	}

	record Price(String currency, int cents) {

		Price plus(int more) {
			return new Price(this.currency, this.cents + more);
		}

	}

}
