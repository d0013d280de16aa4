package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkInterruptedException;
import io.github.zkspring.client.ZkSessionExpiredException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ZkDoubleBarrier}: the behaviour of kazoo, and faults of kazoo and
 * Curator.
 */
class ZkDoubleBarrierIntegrationTests extends AbstractRecipeIntegrationTests {

	private static final String PATH = "/recipes/double-barriers/d";

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void entersAndLeavesTogether(int number) throws Exception {
		ZkRecipes recipes = recipes(shared());
		List<ZkDoubleBarrier> members = members(recipes, number);
		List<CompletableFuture<Boolean>> waiting = enter(members.subList(1, number));
		awaitChildren(PATH, number - 1);
		assertThat(waiting).noneMatch(CompletableFuture::isDone);
		assertThat(members.get(0).enter(LONG)).isTrue();
		for (CompletableFuture<Boolean> entered : waiting) {
			assertThat(get(entered)).isTrue();
		}
		assertThat(members).allMatch(ZkDoubleBarrier::isParticipating);
		List<CompletableFuture<Boolean>> leaving = members.subList(1, number)
			.stream()
			.map((member) -> begin(() -> member.leave(LONG)))
			.toList();
		awaitChildren(PATH, 1);
		assertThat(leaving).noneMatch(CompletableFuture::isDone);
		assertThat(members.get(0).leave(LONG)).isTrue();
		for (CompletableFuture<Boolean> left : leaving) {
			assertThat(get(left)).isTrue();
		}
		assertThat(members).noneMatch(ZkDoubleBarrier::isParticipating);
		awaitChildren(PATH, 0);
	}

	@Test
	void throwsWhenParentIsEphemeral() {
		foreign.write("/recipes/double-barriers", "");
		foreign.createEphemeral(PATH);
		ZkDoubleBarrier member = recipes(start()).doubleBarrier("d", 1);
		assertThatExceptionOfType(ZkException.class).isThrownBy(() -> member.enter(SHORT))
			.withMessageContaining("an ephemeral znode has no children");
		assertThat(member.isParticipating()).isFalse();
		foreign.delete(PATH);
	}

	@Test
	void waitsForNextRoundWhileOthersAreInside() throws Exception {
		ZkRecipes recipes = recipes(shared());
		ZkDoubleBarrier first = recipes.doubleBarrier("d", 1);
		ZkDoubleBarrier second = recipes.doubleBarrier("d", 1);
		assertThat(first.enter(LONG)).isTrue();
		assertThat(second.enter(SHORT)).isFalse();
		assertThat(foreign.children(PATH)).hasSize(1);
		CompletableFuture<Boolean> waiting = begin(() -> second.enter(LONG));
		awaitChildren(PATH, 2);
		assertThat(first.leave(LONG)).isTrue();
		assertThat(get(waiting)).isTrue();
	}

	@Test
	void reusesZnodeAfterLostAnswer() throws Exception {
		foreign.write(PATH, "");
		ConfigurableApplicationContext instance = startBehindProxy();
		ZkDoubleBarrier member = recipes(instance).doubleBarrier("d", 2);
		proxy.swallowAnswers();
		CompletableFuture<Boolean> entering = begin(() -> member.enter(LONG));
		awaitChildren(PATH, 1);
		proxy.heal();
		assertThat(recipes(start()).doubleBarrier("d", 2).enter(LONG)).isTrue();
		assertThat(get(entering)).isTrue();
		assertThat(foreign.children(PATH)).hasSize(2);
	}

	@Test
	void leavesNoMemberWhenInterruptedAndRemovalFailsFirst() {
		ConfigurableApplicationContext instance = startBehindProxy();
		long session = session(instance);
		ZkDoubleBarrier member = recipes(instance).doubleBarrier("d", 2);
		CompletableFuture<Boolean> result = new CompletableFuture<>();
		Future<?> waiter = beginInterruptible(() -> member.enter(LONG), result);
		awaitChildren(PATH, 1);
		proxy.cut();
		awaitDisconnection(instance);
		waiter.cancel(true);
		assertThat(result).failsWithin(Duration.ofSeconds(5))
			.withThrowableThat()
			.withCauseInstanceOf(ZkInterruptedException.class);
		assertThat(foreign.children(PATH)).hasSize(1);
		proxy.heal();
		await().atMost(LONG).until(() -> foreign.children(PATH).isEmpty());
		assertThat(session(instance)).isEqualTo(session);
	}

	@Test
	void endsWaitOnSessionLoss() {
		ConfigurableApplicationContext instance = start();
		ZkDoubleBarrier member = recipes(instance).doubleBarrier("d", 2);
		CompletableFuture<Boolean> waiting = begin(() -> member.enter(LONG));
		awaitChildren(PATH, 1);
		expire(instance);
		assertThat(waiting).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withCauseInstanceOf(ZkSessionExpiredException.class);
		assertThat(member.isParticipating()).isFalse();
		assertThat(foreign.children(PATH)).isEmpty();
	}

	@Test
	void leavesWithSessionLoss() throws Exception {
		ConfigurableApplicationContext dying = start();
		ZkDoubleBarrier lost = recipes(dying).doubleBarrier("d", 2);
		ZkDoubleBarrier member = recipes(start()).doubleBarrier("d", 2);
		CompletableFuture<Boolean> entering = begin(() -> lost.enter(LONG));
		assertThat(member.enter(LONG)).isTrue();
		assertThat(get(entering)).isTrue();
		CompletableFuture<Boolean> leaving = begin(() -> member.leave(LONG));
		awaitChildren(PATH, 1);
		assertThat(leaving).isNotDone();
		expire(dying);
		assertThat(get(leaving)).isTrue();
		await().until(() -> !lost.isParticipating());
		assertThat(lost.leave(LONG)).isTrue();
	}

	@Test
	void continuesToWaitAcrossServerRestart() throws Exception {
		ZkRecipes recipes = recipes(shared());
		CompletableFuture<Boolean> waiting = begin(() -> recipes.doubleBarrier("d", 2).enter(LONG));
		awaitChildren(PATH, 1);
		server.restart();
		assertThat(recipes.doubleBarrier("d", 2).enter(LONG)).isTrue();
		assertThat(get(waiting)).isTrue();
	}

	@Test
	void entersWhenAdmittedDuringTimeout() throws Exception {
		foreign.write(PATH, "");
		ConfigurableApplicationContext instance = startBehindProxy();
		ZkDoubleBarrier member = recipes(instance).doubleBarrier("d", 2);
		proxy.delay(Duration.ofMillis(300));
		CompletableFuture<Boolean> entering = begin(() -> member.enter(Duration.ofSeconds(2)));
		awaitChildren(PATH, 1);
		// the member is notified after it has begun to withdraw
		await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
		foreign.write(PATH, foreign.children(PATH).get(0));
		assertThat(get(entering)).isTrue();
		proxy.heal();
		assertThat(member.isParticipating()).isTrue();
		assertThat(foreign.children(PATH)).hasSize(1);
	}

	@Test
	void neverEntersAloneWhenOthersTimeOut() throws Exception {
		ZkRecipes recipes = recipes(shared());
		List<CompletableFuture<Integer>> members = IntStream.range(0, 3)
			.mapToObj((id) -> begin(() -> enterOften(recipes)))
			.toList();
		int entered = 0;
		for (CompletableFuture<Integer> member : members) {
			entered += get(member);
		}
		assertThat(entered % 2).isZero();
		assertThat(entered).isPositive();
		awaitChildren(PATH, 0);
	}

	private static int enterOften(ZkRecipes recipes) {
		int entered = 0;
		for (int attempt = 0; attempt < 100; attempt++) {
			ZkDoubleBarrier member = recipes.doubleBarrier("d", 2);
			if (member.enter(Duration.ofMillis(ThreadLocalRandom.current().nextInt(6)))) {
				entered++;
				member.leave(LONG);
			}
		}
		return entered;
	}

	@Test
	void leavesWhenApplicationCloses() {
		ConfigurableApplicationContext instance = start();
		assertThat(recipes(instance).doubleBarrier("d", 1).enter(LONG)).isTrue();
		instance.close();
		assertThat(foreign.children(PATH)).isEmpty();
	}

	@Test
	void rejectsInvalidUse() {
		ZkRecipes recipes = recipes(shared());
		assertThatIllegalArgumentException().isThrownBy(() -> recipes.doubleBarrier("d", 0));
		ZkDoubleBarrier member = recipes.doubleBarrier("d", 1);
		assertThatIllegalStateException().isThrownBy(() -> member.leave(SHORT));
		member.enter(LONG);
		assertThatIllegalStateException().isThrownBy(() -> member.enter(SHORT));
	}

	private static List<ZkDoubleBarrier> members(ZkRecipes recipes, int number) {
		return Stream.generate(() -> recipes.doubleBarrier("d", number)).limit(number).toList();
	}

	private List<CompletableFuture<Boolean>> enter(List<ZkDoubleBarrier> members) {
		return members.stream().map((member) -> begin(() -> member.enter(LONG))).toList();
	}

}
