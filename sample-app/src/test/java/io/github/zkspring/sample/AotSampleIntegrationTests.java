package io.github.zkspring.sample;

import java.nio.file.Path;

import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the sample after AOT processing, in a separate JVM.
 */
class AotSampleIntegrationTests extends AbstractSampleIntegrationTests {

	private static ZooKeeperProcess server;

	private static SampleProcess process;

	private static SampleClient sample;

	private static CuratorFramework client;

	AotSampleIntegrationTests() {
		super(sample, client);
	}

	@BeforeAll
	static void startServerAndSample(@TempDir Path temp) {
		server = ZooKeeperProcess.start();
		process = SampleProcess.startProcessed("aot", temp, "--zk.connect-string=" + server.connectString(),
				"--sample.report.interval=100ms");
		client = CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(100));
		client.start();
		sample = process.awaitStarted();
	}

	@AfterAll
	static void stopAll() {
		client.close();
		process.close();
		server.close();
	}

	@Test
	void runsAotProcessedApplication() {
		assertThat(process.process().output()).contains("Starting AOT-processed SampleApplication");
	}

}
