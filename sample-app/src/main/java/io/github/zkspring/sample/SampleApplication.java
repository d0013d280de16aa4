package io.github.zkspring.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Starts one instance. Without arguments it starts an embedded ZooKeeper server; with
 * {@code --zk.embedded.enabled=false --server.port=8081} it connects to the server of
 * another instance.
 */
@SpringBootApplication
@EnableScheduling
public class SampleApplication {

	public static void main(String[] args) {
		SpringApplication.run(SampleApplication.class, args);
	}

}
