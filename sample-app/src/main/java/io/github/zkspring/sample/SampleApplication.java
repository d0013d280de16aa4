package io.github.zkspring.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Starts one instance. Without arguments it brings a ZooKeeper server along; with
 * {@code --zk.embedded.enabled=false --server.port=8081} it joins the server of another
 * instance.
 */
@SpringBootApplication
@EnableScheduling
public class SampleApplication {

	public static void main(String[] args) {
		SpringApplication.run(SampleApplication.class, args);
	}

}
