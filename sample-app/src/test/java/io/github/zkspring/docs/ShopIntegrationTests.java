package io.github.zkspring.docs;

import io.github.zkspring.test.EmbeddedZooKeeper;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest
@EmbeddedZooKeeper
class ShopIntegrationTests {

	@Autowired
	private CuratorFramework client;

	@Autowired
	private LivePricing pricing;

	@Test
	void followsThePricing() throws Exception {
		this.client.create()
			.creatingParentsIfNeeded()
			.forPath("/config/pricing", "{\"currency\":\"EUR\",\"vatPercent\":7}".getBytes());
		await().untilAsserted(() -> assertThat(this.pricing.pricing()).isEqualTo(new LivePricing.Pricing("EUR", 7)));
	}

}
