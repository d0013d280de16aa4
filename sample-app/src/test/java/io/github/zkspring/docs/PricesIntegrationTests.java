package io.github.zkspring.docs;

import io.github.zkspring.docs.Prices.Price;
import io.github.zkspring.template.ZkTemplate;
import io.github.zkspring.test.EmbeddedZooKeeper;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the template examples of the guide.
 */
@SpringBootTest(classes = DocsApplication.class)
@EmbeddedZooKeeper
class PricesIntegrationTests {

	@Autowired
	private Prices prices;

	@Autowired
	private ZkTemplate template;

	@Test
	void createsUpdatesAndRetiresPrices() {
		this.prices.publish("tea/green", new Price("EUR", 300));
		assertThat(this.prices.raise("tea/green", 20)).isEqualTo(320);
		assertThat(this.prices.all().get("tea%2Fgreen").payload()).isEqualTo(new Price("EUR", 320));
		assertThat(this.prices.enqueue("ship").join()).startsWith("/jobs/job-");
		this.prices.retire("tea/green");
		assertThat(this.prices.all()).isEmpty();
		assertThat(this.template.children("/retired")).containsExactly("tea%2Fgreen");
	}

}
