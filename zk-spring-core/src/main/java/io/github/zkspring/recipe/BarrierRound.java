package io.github.zkspring.recipe;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * What a member of a double barrier sees: who was let in last, and who is there. The
 * names of those let in are the payload of the parent. A round is over when none of them
 * is there any more; names never come again, so it stays over.
 *
 * @param admitted the names of those who were let in
 * @param version the version of the parent that says so
 * @param present the names of those who are there
 */
record BarrierRound(List<String> admitted, int version, List<String> present) {

	static List<String> read(String payload) {
		return payload.isEmpty() ? List.of() : List.of(payload.split("\n"));
	}

	static byte[] write(Collection<String> names) {
		return String.join("\n", names).getBytes(StandardCharsets.UTF_8);
	}

	boolean isOver() {
		return this.present.stream().noneMatch(this.admitted::contains);
	}

}
