package io.github.zkspring.sample;

import org.apache.curator.framework.CuratorFramework;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "zk.embedded.port=0", "sample.report.interval=100ms" })
class SampleApplicationIntegrationTests extends AbstractSampleIntegrationTests {

	SampleApplicationIntegrationTests(@LocalServerPort int port, @Autowired CuratorFramework client) {
		super(new SampleClient(port), client);
	}

}
