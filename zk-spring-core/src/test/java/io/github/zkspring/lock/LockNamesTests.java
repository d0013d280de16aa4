package io.github.zkspring.lock;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.annotation.AnnotationValues;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link LockNames} and {@link LockNameExpression}.
 */
class LockNamesTests {

	private final MockEnvironment environment = new MockEnvironment();

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = { "\"\"|a lock needs a name", "\" \"|a lock needs a name",
			"/orders|empty segment", "orders/|must not end", "a/../b|'.' and '..'",
			"orders/#{#number|is not a valid expression",
			"orders/#{#idd}|'#idd' is not an argument of the method; available are [#a0, #id, #p0, #root, #this]",
			"orders/#{#id.equals(#other)}|'#other' is not an argument",
			"orders/#{T(java.lang.Runtime).getRuntime()}|neither an argument",
			"orders/#{@other.name}|neither an argument", "orders/#{new String('x')}|neither an argument",
			"orders/#{#id + '${secret}'}|must not contain a placeholder", "orders/${missing}|missing",
			"x-c-#{#id}|looks like the znode of a contender" })
	void rejectsInvalidExpressions(String text, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> parse(text, method("byId")))
			.withMessageContaining(reason);
	}

	@Test
	void resolvesPlaceholdersAsText() {
		this.environment.setProperty("tenant", "north");
		assertThat(name("${tenant}/#{#id}", "byId", 7L)).isEqualTo("north/7");
		this.environment.setProperty("tenant", "#{T(java.lang.Runtime)}");
		assertThat(name("${tenant}", "byId", 7L)).isEqualTo("#{T(java.lang.Runtime)}");
	}

	@Test
	void evaluatesArgumentsByNameAndPosition() {
		assertThat(name("orders/#{#id}", "byId", 42L)).isEqualTo("orders/42");
		assertThat(name("orders/#{#p0}-#{#a0}", "byId", 42L)).isEqualTo("orders/42-42");
		assertThat(name("#{#root.method.name}/#{#root.args[0]}", "byId", 42L)).isEqualTo("byId/42");
		assertThat(name("orders/#{#order.key.number()}/#{#order.value}", "byOrder",
				Map.entry(new Order("a/b"), TimeUnit.DAYS)))
			.isEqualTo("orders/a%2Fb/DAYS");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "../admin|orders/..%2Fadmin", "..|orders/%2E%2E", "a/b|orders/a%2Fb",
					"#{#p0}|orders/%23%7B%23p0%7D", "${tenant}|orders/%24%7Btenant%7D", "a b|orders/a%20b",
					"x-c-0000000001|orders/x%2Dc%2D0000000001", "x-s-1|orders/x%2Ds%2D1", "50%|orders/50%25" })
	void escapesArgumentToOneSegment(String value, String expected) {
		assertThat(name("orders/#{#text}", "byText", value)).isEqualTo(expected);
		assertThat(ZkLockTemplate.name("orders", value)).isEqualTo(expected);
	}

	@Test
	void rejectsValuesWithoutTextAndHidesThem() {
		for (Object value : Arrays.asList(null, "", " ", new byte[] { 1 }, new Object(), List.of().toArray())) {
			assertThatIllegalArgumentException().isThrownBy(() -> name("orders/#{#value}", "byValue", value))
				.withMessageContaining("Calls.byValue")
				.withMessageContaining("'#{#value}'");
		}
		assertThatIllegalArgumentException().isThrownBy(() -> name("orders/#{#value.password}", "byValue", "a secret"))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("secret"));
	}

	@Test
	void createsDifferentNamesForDifferentValues() {
		List<String> texts = List.of("a/b", "a%2Fb", "x-c-1", "x%2Dc%2D1", "x-c-01", ".", "%2E", "1", "01");
		assertThat(texts.stream().map((text) -> ZkLockTemplate.name("orders", text))).doesNotHaveDuplicates();
		UUID id = UUID.randomUUID();
		assertThat(ZkLockTemplate.name("orders/open", id, 7, TimeUnit.DAYS)).isEqualTo("orders/open/" + id + "/7/DAYS");
	}

	private String name(String text, String method, @Nullable Object... arguments) {
		return parse(text, method(method)).evaluate(this, arguments);
	}

	private LockNameExpression parse(String text, Method method) {
		DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
		beanFactory.addEmbeddedValueResolver(this.environment::resolveRequiredPlaceholders);
		return LockNameExpression.parse(text, method, new AnnotationValues(beanFactory));
	}

	private static Method method(String name) {
		return Arrays.stream(Calls.class.getDeclaredMethods())
			.filter((method) -> method.getName().equals(name))
			.findFirst()
			.orElseThrow();
	}

	record Order(String number) {

	}

	static class Calls {

		void byId(long id) {
		}

		void byText(String text) {
		}

		void byValue(@Nullable Object value) {
		}

		void byOrder(Map.Entry<Order, TimeUnit> order) {
		}

	}

}
