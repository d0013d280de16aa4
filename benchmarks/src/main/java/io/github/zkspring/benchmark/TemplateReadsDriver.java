package io.github.zkspring.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.template.ZkTemplateAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.faults.TcpProxy;
import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.template.AsyncZkTemplate;
import io.github.zkspring.template.ZkTemplate;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.ZooKeeper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Compares 10,000 pipelined reads through the template and through the raw client,
 * interleaved in one session, and the heap that unanswered reads use. Argument: number of
 * rounds.
 */
public final class TemplateReadsDriver {

	private static final Log logger = LogFactory.getLog(TemplateReadsDriver.class);

	private static final int READS = 10_000;

	private static final int WARM_UP = 30;

	private static final String PATH = "/reads";

	private TemplateReadsDriver() {
	}

	public static void main(String[] args) throws Exception {
		int rounds = (args.length > 0) ? Integer.parseInt(args[0]) : 60;
		try (ZooKeeperProcess server = ZooKeeperProcess.start(); TcpProxy proxy = TcpProxy.start(server)) {
			try (ConfigurableApplicationContext context = start(server.connectString())) {
				time(context, rounds);
			}
			try (ConfigurableApplicationContext context = start(proxy.connectString())) {
				hold(context, proxy);
			}
		}
	}

	private static void time(ConfigurableApplicationContext context, int rounds) throws Exception {
		AsyncZkTemplate template = context.getBean(ZkTemplate.class).async();
		ZkHandle handle = context.getBean(ZkConnection.class).handle();
		template.create(PATH, new byte[100]).join();
		long[] raw = new long[rounds];
		long[] typed = new long[rounds];
		for (int round = -WARM_UP; round < rounds; round++) {
			long begin = System.nanoTime();
			raw(handle.zooKeeper(), new CountDownLatch(READS)).await();
			long between = System.nanoTime();
			CompletableFuture.allOf(template(template).toArray(CompletableFuture[]::new)).join();
			long end = System.nanoTime();
			if (round >= 0) {
				raw[round] = between - begin;
				typed[round] = end - between;
			}
		}
		double ratio = median(typed) / median(raw);
		logger.info("%d pipelined reads, p50 of %d: raw client %.1f ms, template %.1f ms, %.2f x raw".formatted(READS,
				rounds, median(raw) / 1e6, median(typed) / 1e6, ratio));
	}

	private static void hold(ConfigurableApplicationContext context, TcpProxy proxy) {
		ZkHandle handle = context.getBean(ZkConnection.class).handle();
		proxy.swallowAnswers();
		long before = used();
		CountDownLatch raw = raw(handle.zooKeeper(), new CountDownLatch(READS));
		long between = used();
		List<CompletableFuture<?>> typed = template(context.getBean(ZkTemplate.class).async());
		long after = used();
		logger.info("heap per unanswered read: raw client %d B, template %d B (%d, %d wait)".formatted(
				(between - before) / READS, (after - between) / READS, raw.getCount(),
				typed.stream().filter((read) -> !read.isDone()).count()));
		typed.forEach((read) -> read.cancel(true));
	}

	private static CountDownLatch raw(ZooKeeper zooKeeper, CountDownLatch left) {
		for (int read = 0; read < READS; read++) {
			zooKeeper.getData(PATH, false, (rc, path, context, data, stat) -> left.countDown(), null);
		}
		return left;
	}

	private static List<CompletableFuture<?>> template(AsyncZkTemplate template) {
		List<CompletableFuture<?>> reads = new ArrayList<>(READS);
		for (int read = 0; read < READS; read++) {
			reads.add(template.get(PATH, byte[].class));
		}
		return reads;
	}

	private static long used() {
		for (int round = 0; round < 5; round++) {
			System.gc();
		}
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	private static double median(long[] nanos) {
		long[] sorted = nanos.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

	private static ConfigurableApplicationContext start(String connectString) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("zk.connect-string=" + connectString, "zk.session-timeout=60s", "spring.main.banner-mode=off")
			.run();
	}

	/**
	 * Application with the template.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
			ZkTemplateAutoConfiguration.class })
	static class Application {

	}

}
