package io.github.zkspring.sample;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.TcpProxy;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.metrics.ZkMeter;
import io.micrometer.core.instrument.Meter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.web.client.RestClientException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the meters of a running instance, as scraped by Prometheus, while another
 * instance is killed, the server restarts and the session expires.
 */
class SampleMetersIntegrationTests {

	private static final String SETTINGS = "{\"currency\": \"EUR\", \"vatPercent\": 7, \"freeShippingFrom\": 50}";

	/** The record is gone for less time than there is between two scrapes. */
	private static final Set<ZkMeter> STILL = EnumSet.of(ZkMeter.SESSION_TIMEOUT, ZkMeter.SERVICE_REGISTERED);

	private ZooKeeperProcess server;

	private TcpProxy proxy;

	private SampleProcess watched;

	private SampleProcess other;

	@BeforeEach
	void startEverything(@TempDir Path directory) {
		this.server = ZooKeeperProcess.start();
		this.proxy = TcpProxy.start(this.server);
		this.watched = start("watched", directory, this.proxy.connectString());
		this.watched.awaitStarted();
		this.other = start("other", directory, this.server.connectString());
	}

	private static SampleProcess start(String name, Path directory, String connectString) {
		return SampleProcess.start(name, directory, "--zk.embedded.enabled=false",
				"--zk.connect-string=" + connectString, "--zk.session-timeout=" + Timeouts.SESSION.toMillis() + "ms",
				"--sample.report.interval=50ms", "--sample.clean-up.interval=50ms",
				"--sample.clean-up.at-most-every=200ms", "--sample.calls.services=divide,missing",
				"--sample.shipment.loading=3s");
	}

	@AfterEach
	void stopEverything() {
		this.other.close();
		this.watched.close();
		this.proxy.close();
		this.server.close();
	}

	@Test
	void changesEveryMeterDuringFaults() throws Exception {
		SampleClient instance = this.watched.awaitStarted();
		await().atMost(Timeouts.LONG).until(instance::leads);
		this.other.awaitStarted();
		await().atMost(Timeouts.LONG)
			.until(() -> call(instance, "divide") && scrape(instance).sum(ZkMeter.SERVICE_INSTANCES) == 2);
		PrometheusScrape before = scrape(instance);
		assertThat(before.sum(ZkMeter.SESSION_CONNECTED)).isEqualTo(1);
		assertThat(before.sum(ZkMeter.SESSION_TIMEOUT)).isEqualTo(Timeouts.SESSION.toSeconds());
		assertThat(before.sum(ZkMeter.SESSION_LEASE)).isPositive();
		assertThat(before.sum(ZkMeter.LEADER_HELD)).isEqualTo(1);
		assertThat(before.sum(ZkMeter.SERVICE_REGISTERED)).isEqualTo(1);

		instance.ship("1");
		writeSettings();
		await().atMost(Timeouts.LONG).until(() -> scrape(instance).sum(ZkMeter.WATCH_ERRORS) > 0);
		assertThat(call(instance, "missing")).isFalse();
		this.other.close();
		await().atMost(Timeouts.LONG).until(() -> {
			call(instance, "divide");
			return scrape(instance).sum(ZkMeter.SERVICE_FAILURES) > 0;
		});
		this.server.restart();
		await().atMost(Timeouts.LONG)
			.until(() -> scrape(instance).sum(ZkMeter.SESSION_TRANSITIONS, "state=\"suspended\"") > before
				.sum(ZkMeter.SESSION_TRANSITIONS, "state=\"suspended\""));
		await().atMost(Timeouts.LONG).until(() -> scrape(instance).sum(ZkMeter.SESSION_CONNECTED) == 1);
		assertThat(scrape(instance).sum(ZkMeter.SESSION_EXPIRIES)).isZero();

		double locks = scrape(instance).sum(ZkMeter.LOCK_WAIT, "outcome=\"acquired\"");
		Thread shipping = new Thread(() -> ship(instance), "shipping");
		shipping.start();
		await().atMost(Timeouts.LONG)
			.until(() -> scrape(instance).sum(ZkMeter.LOCK_WAIT, "outcome=\"acquired\"") > locks);
		this.proxy.cut();
		await().atMost(Timeouts.LONG).until(() -> scrape(instance).sum(ZkMeter.LOCK_LOST) == 1);
		PrometheusScrape cut = scrape(instance);
		assertThat(List.of(ZkMeter.SESSION_CONNECTED, ZkMeter.SESSION_LEASE, ZkMeter.LEADER_HELD)).map(cut::sum)
			.containsOnly(0.0);
		awaitEndOfSession();
		this.proxy.heal();
		await().atMost(Timeouts.LONG).until(() -> scrape(instance).sum(ZkMeter.SESSION_EXPIRIES) == 1);
		await().atMost(Timeouts.LONG).until(() -> scrape(instance).sum(ZkMeter.LEADER_HELD) == 1);
		await().atMost(Timeouts.LONG).until(() -> scrape(instance).sum(ZkMeter.SERVICE_REGISTERED) == 1);
		shipping.join();

		await().atMost(Timeouts.LONG).until(() -> scrape(instance).sum(ZkMeter.SERVICE_INSTANCES) == 1);
		PrometheusScrape after = scrape(instance);
		assertThat(ZkMeter.values()).allMatch(after::has);
		assertThat(Arrays.stream(ZkMeter.values()).filter((meter) -> meter.kind() != Meter.Type.GAUGE))
			.allSatisfy((meter) -> assertThat(after.sum(meter)).as(meter.meterName()).isGreaterThan(before.sum(meter)));
		assertThat(Arrays.stream(ZkMeter.values())
			.filter((meter) -> meter.kind() == Meter.Type.GAUGE && !STILL.contains(meter)))
			.allMatch((meter) -> cut.sum(meter) != before.sum(meter) || after.sum(meter) != before.sum(meter));
	}

	// more writes than can be delivered one by one, and a malformed value at the end
	private void writeSettings() throws Exception {
		try (ForeignClient foreign = new ForeignClient(this.server.connectString())) {
			foreign.write("/config/pricing", SETTINGS);
			for (int write = 0; write < 500; write++) {
				foreign.curator().setData().inBackground().forPath("/config/pricing", SETTINGS.getBytes());
			}
			foreign.write("/config/pricing", "not JSON");
		}
	}

	private void awaitEndOfSession() {
		try (ForeignClient foreign = new ForeignClient(this.server.connectString())) {
			await().atMost(Timeouts.LONG).until(() -> foreign.children("/services/divide").isEmpty());
		}
	}

	private static void ship(SampleClient instance) {
		try {
			instance.ship("2");
		}
		catch (RestClientException ex) {
			// the lock is lost
		}
	}

	private static boolean call(SampleClient instance, String service) {
		try {
			return instance.text("/api/calls/" + service + "?a=6&b=3").contains("2.0");
		}
		catch (RestClientException ex) {
			return false;
		}
	}

	private static PrometheusScrape scrape(SampleClient instance) {
		return PrometheusScrape.of(instance);
	}

}
