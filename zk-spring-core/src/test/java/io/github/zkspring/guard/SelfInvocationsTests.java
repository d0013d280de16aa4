package io.github.zkspring.guard;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SelfInvocations}.
 */
class SelfInvocationsTests {

	@Test
	void findsCallsOnTheSameObject() {
		List<Method> guarded = Arrays.stream(Orders.class.getDeclaredMethods())
			.filter((method) -> method.getName().equals("ship"))
			.toList();
		assertThat(SelfInvocations.find(Orders.class, guarded)).containsExactly("shipAll calls ship",
				"shipFirst calls ship", "shipInLambda calls ship");
	}

	@Test
	void findsNothingInClassWithoutByteCode() {
		assertThat(SelfInvocations.find(int[].class, List.of())).isEmpty();
	}

	static class Orders {

		private @Nullable Orders proxy;

		void ship(long id) {
		}

		void other(long id) {
		}

		void shipFirst() {
			ship(1);
			other(1);
		}

		void shipAll(List<Long> ids) {
			ids.forEach(this::ship);
		}

		Runnable shipInLambda(long id) {
			return () -> ship(id);
		}

		void callsUnguardedMethod() {
			other(2);
		}

		void throughTheProxy() {
			this.proxy.ship(1);
		}

		void onAnotherObject(Orders orders) {
			orders.ship(1);
		}

		void onNewObject() {
			new Orders().ship(1);
		}

	}

}
