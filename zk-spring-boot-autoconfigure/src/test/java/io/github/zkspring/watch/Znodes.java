package io.github.zkspring.watch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.codec.ZnodeCodecs;
import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.dispatch.Dispatcher;
import org.apache.zookeeper.data.Stat;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.ResolvableType;

/**
 * Snapshots and what else the unit tests of watches need.
 */
final class Znodes {

	private Znodes() {
	}

	static ZnodeSnapshot present(String path, String text, long zxid) {
		Stat stat = new Stat();
		stat.setCzxid(zxid);
		stat.setMzxid(zxid);
		return new ZnodeSnapshot(path, text.getBytes(StandardCharsets.UTF_8), stat);
	}

	static ZnodeSnapshot absent(String path) {
		return new ZnodeSnapshot(path, null, null);
	}

	static ZnodeCodecs codecs() {
		return new ZnodeCodecs(List.of(), ApplicationConversionService.getSharedInstance(), null);
	}

	static WatchArguments.Payload payload(Class<?> type) {
		ResolvableType resolvable = ResolvableType.forClass(type);
		return new WatchArguments.Payload(resolvable, codecs().find(resolvable).orElseThrow());
	}

	static WatchSettings settings(ZkWatch.Kind kind, Executor executor, ZkEventLoop loop, WatchErrorHandler handler) {
		return new WatchSettings(kind, new Dispatcher(executor, "zkWatchExecutor", loop, Duration.ZERO), handler,
				Duration.ZERO, (watch) -> {
				}, CallObserver.none());
	}

}
