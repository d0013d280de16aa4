package io.github.zkspring.watch.delivery;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.zkspring.codec.PayloadConverter;
import io.github.zkspring.codec.ZnodeCodecs;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.apache.zookeeper.data.Stat;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.ResolvableType;

/**
 * Creates snapshots and payload readers.
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

	static PayloadConverter payloads(Class<?> type) {
		ResolvableType resolvable = ResolvableType.forClass(type);
		return new PayloadConverter(resolvable,
				new ZnodeCodecs(List.of(), ApplicationConversionService.getSharedInstance(), null).find(resolvable)
					.orElseThrow());
	}

}
