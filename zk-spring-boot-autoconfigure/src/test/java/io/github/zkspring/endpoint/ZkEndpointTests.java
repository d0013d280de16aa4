package io.github.zkspring.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ZkEndpoint} and {@link ZkEndpointWebExtension}.
 */
class ZkEndpointTests {

	private final Parts parts = new Parts();

	private final ZkEndpoint endpoint = new ZkEndpoint(List.of(new Fixed("second", 2), this.parts));

	private final ZkEndpointWebExtension web = new ZkEndpointWebExtension(this.endpoint);

	@Test
	void returnsAllPartsInOrder() {
		Map<String, Object> answer = this.endpoint.zookeeper();
		assertThat(answer).containsExactly(Map.entry("second", 2), Map.entry("parts", "all"));
		assertThat(answer).isInstanceOf(OperationResponseBody.class);
	}

	@Test
	void returnsOnePart() {
		assertThat(this.endpoint.part("parts")).containsExactly(Map.entry("parts", "all"))
			.isInstanceOf(OperationResponseBody.class);
		assertThat(this.endpoint.part("other")).isNull();
	}

	@Test
	void returnsItemWithAnyName() {
		assertThat(this.endpoint.item("parts", "a", "b")).isEqualTo(new Item("a/b"));
		assertThat(this.endpoint.item("parts", "none")).isNull();
		assertThat(this.endpoint.item("parts")).isNull();
		assertThat(this.endpoint.item("second", "a")).isNull();
		assertThat(this.endpoint.item("other", "a")).isNull();
	}

	@Test
	void performsActionOnExistingItem() {
		assertThat(this.endpoint.act("parts", "turn", "a", "b")).isEqualTo(new Item("a/b"));
		assertThat(this.endpoint.act("parts", "turn", "none")).isNull();
		assertThat(this.endpoint.act("other", "turn", "a")).isNull();
		assertThat(this.parts.turned).containsExactly("a/b");
	}

	@Test
	void reportsReasonOfRejectedAction() {
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.endpoint.act("parts", "burn", "a"))
			.returns("the action is turn", InvalidEndpointRequestException::getReason);
		this.parts.stuck = true;
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.endpoint.act("parts", "turn", "a"))
			.returns("it is stuck", InvalidEndpointRequestException::getReason);
	}

	@Test
	void answersWebRequestWithItemOrStatus() {
		assertThat(this.web.act("parts", "turn", "a")).returns(200, WebEndpointResponse::getStatus)
			.returns(new Item("a"), WebEndpointResponse::getBody);
		assertThat(this.web.act("parts", "turn", "none")).returns(404, WebEndpointResponse::getStatus);
		assertThat(this.web.act("parts", "burn", "a")).returns(400, WebEndpointResponse::getStatus)
			.returns(Map.of("problem", "the action is turn"), WebEndpointResponse::getBody);
	}

	@Test
	void rejectsActionOnPartWithoutItems() {
		assertThat(new Fixed("first", 1).item("a")).isNull();
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Fixed("first", 1).act("a", "b"));
	}

	private record Item(String name) implements OperationResponseBody {

	}

	private record Fixed(String key, Object describe) implements ZkEndpointContributor {

	}

	private static final class Parts implements ZkEndpointContributor {

		private final List<String> turned = new ArrayList<>();

		private boolean stuck;

		@Override
		public String key() {
			return "parts";
		}

		@Override
		public Object describe() {
			return "all";
		}

		@Override
		public @Nullable Item item(String name) {
			return (name.isEmpty() || name.equals("none")) ? null : new Item(name);
		}

		@Override
		public void act(String name, String action) {
			if (!action.equals("turn")) {
				throw new IllegalArgumentException("the action is turn");
			}
			if (this.stuck) {
				throw new IllegalStateException("it is stuck");
			}
			this.turned.add(name);
		}

	}

}
