package io.github.zkspring.docs;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.zkspring.recipe.ZkRecipes;
import io.github.zkspring.test.EmbeddedZooKeeper;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the lease and recipe examples of the guide.
 */
@SpringBootTest(classes = DocsApplication.class)
@EmbeddedZooKeeper
class CrewIntegrationTests {

	@Autowired
	private Cleanup cleanup;

	@Autowired
	private Crew crew;

	@Autowired
	private ZkRecipes recipes;

	@Test
	void releasesLeaseAfterExport() {
		assertThat(this.cleanup.export("acme")).isTrue();
		assertThat(this.cleanup.export("acme")).isTrue();
	}

	@Test
	void runsRecipes() {
		assertThat(this.crew.callTheSlowService()).isTrue();
		assertThat(this.crew.nextOrderNumber()).isOne();
		assertThat(this.crew.nextOrderNumber()).isEqualTo(2);
		this.crew.workOff();
		assertThat(this.recipes.lockingQueue("jobs", String.class).size()).isZero();
		List<CompletableFuture<Boolean>> others = Stream
			.generate(() -> CompletableFuture.supplyAsync(this.crew::importTogether))
			.limit(2)
			.toList();
		assertThat(this.crew.importTogether()).isTrue();
		assertThat(others).allMatch(CompletableFuture::join);
	}

}
