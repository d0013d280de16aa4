package io.github.zkspring.watch.method;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.github.zkspring.annotation.BeanMethod;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.codec.JsonZnodeCodec;
import io.github.zkspring.codec.PayloadConverter;
import io.github.zkspring.codec.ZnodeCodecs;
import io.github.zkspring.watch.ChildrenEvent;
import io.github.zkspring.watch.ZkPath;
import io.github.zkspring.watch.ZnodeEvent;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WatchSignature} with {@link EventParameters}.
 */
class WatchSignatureTests {

	private static final ZnodeCodecs CODECS = new ZnodeCodecs(List.of(),
			ApplicationConversionService.getSharedInstance(), new JsonZnodeCodec(JsonMapper.shared()));

	private static final ZnodeCodecs WITHOUT_JSON = new ZnodeCodecs(List.of(),
			ApplicationConversionService.getSharedInstance(), null);

	private final Stat stat = new Stat();

	private final ZnodeEvent<Object> dataEvent = new ZnodeEvent<>(ZnodeEvent.Type.CHANGED, "/a", "new", "old",
			this.stat);

	private final ZnodeEvent<Object> absentEvent = new ZnodeEvent<>(ZnodeEvent.Type.DELETED, "/a", null, "old", null);

	private final ChildrenEvent<Object> childrenEvent = new ChildrenEvent<>("/a", new TreeMap<>(Map.of("y", 2, "x", 1)),
			Set.of("y"), Set.of(), Set.of(), this.stat);

	@Test
	void resolvesEveryArgumentOfDataMethod() {
		WatchArguments<ZnodeEvent<Object>> arguments = data("all", CODECS);
		assertThat(arguments.resolve(this.dataEvent)).containsExactly("/a", "new", Optional.of("new"), this.stat,
				this.dataEvent, "new");
		assertThat(arguments.resolve(this.absentEvent)).containsExactly("/a", null, Optional.empty(), null,
				this.absentEvent, null);
	}

	@Test
	void resolvesNoArgumentsOfDataMethodWithoutParameters() {
		WatchArguments<ZnodeEvent<Object>> arguments = data("none", CODECS);
		assertThat(arguments.resolve(this.dataEvent)).isEmpty();
		assertThat(arguments.payloads()).isNull();
	}

	@Test
	void requiresNoPayloadForStatAndPath() {
		assertThat(data("statAndPath", CODECS).payloads()).isNull();
		assertThat(children("statAndPath", CODECS).payloads()).isNull();
	}

	@Test
	void detectsMethodsThatTakeStat() {
		assertThat(data("statAndPath", CODECS).stat()).isTrue();
		assertThat(data("eventOnly", CODECS).stat()).isTrue();
		assertThat(data("text", CODECS).stat()).isFalse();
		assertThat(children("statAndPath", CODECS).stat()).isTrue();
		assertThat(children("voidEvent", CODECS).stat()).isTrue();
		assertThat(children("list", CODECS).stat()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "text,java.lang.String", "bytes,byte[]", "number,java.lang.Integer", "unit,Unit", "json,Pricing",
			"jsonList,java.util.List<", "jsonMap,java.util.Map<java.lang.String", "optionalNumber,java.lang.Integer",
			"eventOnly,Pricing", "goesOn,java.lang.String" })
	void readsThePayloadTypeOfDataMethods(String method, String type) {
		PayloadConverter payloads = data(method, CODECS).payloads();
		assertThat(payloads).isNotNull();
		assertThat(payloads.type().toString()).contains(type);
	}

	@ParameterizedTest
	@ValueSource(strings = { "primitiveNumber", "anything", "rawEvent", "wildcardEvent", "rawOptional", "twoTypes",
			"twoOptionals", "typeVariable" })
	void refusesParametersOfDataMethods(String method) {
		assertThatExceptionOfType(InvalidZkMethodException.class).isThrownBy(() -> data(method, CODECS))
			.satisfies((ex) -> assertRefused(ex, "DataMethods." + method, true));
	}

	@ParameterizedTest
	@ValueSource(strings = { "returnsText", "returnsBoxed", "returnsNumber" })
	void refusesReturnTypesOfDataMethods(String method) {
		assertThatExceptionOfType(InvalidZkMethodException.class).isThrownBy(() -> data(method, CODECS))
			.withMessageContaining("it returns")
			.satisfies((ex) -> assertRefused(ex, "DataMethods." + method, false));
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "jsonList", "jsonMap" })
	void saysWhatToAddForTypesThatNeedJackson(String method) {
		assertThatExceptionOfType(InvalidZkMethodException.class).isThrownBy(() -> data(method, WITHOUT_JSON))
			.satisfies((ex) -> {
				assertRefused(ex, "DataMethods." + method, true);
				assertThat(ex.getAction()).contains("org.springframework.boot:spring-boot-starter-jackson");
			});
		assertThat(data("number", WITHOUT_JSON).payloads()).isNotNull();
	}

	@Test
	void rejectsPathParameterThatIsNotString() {
		assertThatExceptionOfType(InvalidZkMethodException.class).isThrownBy(() -> data("pathAsNumber", CODECS))
			.satisfies((ex) -> assertRefused(ex, "DataMethods.pathAsNumber", true));
		assertThatExceptionOfType(InvalidZkMethodException.class).isThrownBy(() -> children("pathAsNumber", CODECS))
			.satisfies((ex) -> assertRefused(ex, "ChildrenMethods.pathAsNumber", true));
	}

	@Test
	void resolvesEveryArgumentOfChildrenMethod() {
		Object[] arguments = children("all", CODECS).resolve(this.childrenEvent);
		assertThat(arguments).startsWith("/a", List.of("x", "y"), Set.of("x", "y"), List.of("x", "y"))
			.contains(this.childrenEvent.children(), this.stat, this.childrenEvent);
		assertThat((Set<?>) arguments[2]).first().isEqualTo("x");
	}

	@ParameterizedTest
	@ValueSource(strings = { "list", "set", "collection", "voidEvent" })
	void watchesNamesAloneForChildrenMethods(String method) {
		assertThat(children(method, CODECS).payloads()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "map,java.lang.Integer", "jsonMap,Pricing", "event,java.lang.String" })
	void readsThePayloadTypeOfChildrenMethods(String method, String type) {
		PayloadConverter payloads = children(method, CODECS).payloads();
		assertThat(payloads).isNotNull();
		assertThat(payloads.type().toString()).contains(type);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text", "listOfNumbers", "rawList", "rawMap", "mapByNumber", "mapOfAnything", "rawEvent",
			"twoTypes", "array" })
	void refusesParametersOfChildrenMethods(String method) {
		assertThatExceptionOfType(InvalidZkMethodException.class).isThrownBy(() -> children(method, CODECS))
			.satisfies((ex) -> assertRefused(ex, "ChildrenMethods." + method, true));
	}

	@Test
	void rejectsReturnTypeOfChildrenMethod() {
		assertThatExceptionOfType(InvalidZkMethodException.class).isThrownBy(() -> children("returnsText", CODECS))
			.satisfies((ex) -> assertRefused(ex, "ChildrenMethods.returnsText", false));
	}

	@Test
	void advisesToAddJacksonForChildrenPayloads() {
		assertThatExceptionOfType(InvalidZkMethodException.class).isThrownBy(() -> children("jsonMap", WITHOUT_JSON))
			.satisfies((ex) -> assertThat(ex.getAction()).contains("spring-boot-starter-jackson"));
	}

	@Test
	void distinguishesFormsOfTreeMethods() {
		assertThat(EventParameters.isWholeTree(target(TreeMethods.class, "map"))).isTrue();
		assertThat(EventParameters.isWholeTree(target(TreeMethods.class, "event"))).isTrue();
		assertThat(EventParameters.isWholeTree(target(TreeMethods.class, "voidEvent"))).isTrue();
		assertThat(EventParameters.isWholeTree(target(TreeMethods.class, "znode"))).isFalse();
		assertThat(EventParameters.isWholeTree(target(TreeMethods.class, "mapOfZnode"))).isFalse();
	}

	@Test
	void resolvesEveryArgumentOfTreeMethod() {
		assertThat(tree("map").resolve(this.childrenEvent)).containsExactly(this.childrenEvent.children(), "/a",
				this.stat);
		assertThat(tree("event").resolve(this.childrenEvent)).containsExactly(this.childrenEvent);
		assertThat(tree("voidEvent").payloads()).isNull();
		assertThat(tree("map").payloads().type().resolve()).isEqualTo(Integer.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "mapAndZnode", "eventAndPayload", "mapAndOptional", "mapAndNames", "twoTypes",
			"mapOfAnything" })
	void refusesParametersOfTreeMethods(String method) {
		assertThatExceptionOfType(InvalidZkMethodException.class).isThrownBy(() -> tree(method))
			.satisfies((ex) -> assertRefused(ex, "TreeMethods." + method, true));
	}

	private static WatchArguments<ChildrenEvent<Object>> tree(String method) {
		return new WatchSignature<>(target(TreeMethods.class, method), CODECS, EventParameters::ofWholeTree).read();
	}

	private static void assertRefused(InvalidZkMethodException ex, String method, boolean parameter) {
		assertThat(ex).hasMessageStartingWith("Bean 'settings', method '").hasMessageContaining(method + "'");
		if (parameter) {
			assertThat(ex.getMessage()).containsPattern("parameter [12] \\((first|second)\\)");
		}
		assertThat(ex.getAction()).isNotBlank();
	}

	private static WatchArguments<ZnodeEvent<Object>> data(String method, ZnodeCodecs codecs) {
		return new WatchSignature<>(target(DataMethods.class, method), codecs, EventParameters::ofZnode).read();
	}

	private static WatchArguments<ChildrenEvent<Object>> children(String method, ZnodeCodecs codecs) {
		return new WatchSignature<>(target(ChildrenMethods.class, method), codecs, EventParameters::ofChildren).read();
	}

	private static BeanMethod target(Class<?> type, String name) {
		Method[] methods = ReflectionUtils.getDeclaredMethods(type);
		return new BeanMethod("settings",
				Arrays.stream(methods).filter((method) -> method.getName().equals(name)).findFirst().orElseThrow(),
				type);
	}

	enum Unit {

		GRAM, PIECE

	}

	record Pricing(String currency) {

	}

	@NullUnmarked
	@SuppressWarnings("rawtypes")
	interface DataMethods<V> {

		void all(@ZkPath String path, String payload, Optional<String> optional, Stat stat, ZnodeEvent<String> event,
				String again);

		void none();

		void statAndPath(Stat stat, @ZkPath String path);

		void text(String first);

		void bytes(byte[] first);

		void number(Integer first);

		void unit(Unit first);

		void json(Pricing first);

		void jsonList(List<Pricing> first);

		void jsonMap(Map<String, Integer> first);

		void optionalNumber(Optional<Integer> first);

		void eventOnly(ZnodeEvent<Pricing> first);

		boolean goesOn(String first);

		void primitiveNumber(int first);

		void anything(Object first);

		void rawEvent(ZnodeEvent first);

		void wildcardEvent(ZnodeEvent<?> first);

		void rawOptional(Optional first);

		void twoTypes(String first, Integer second);

		void twoOptionals(Optional<String> first, ZnodeEvent<Integer> second);

		void typeVariable(V first);

		void pathAsNumber(@ZkPath Integer first);

		String returnsText(String first);

		Boolean returnsBoxed(String first);

		int returnsNumber(String first);

	}

	@SuppressWarnings("rawtypes")
	interface ChildrenMethods {

		void all(@ZkPath String path, List<String> list, Set<String> set, Collection<String> collection,
				Map<String, Integer> map, Stat stat, ChildrenEvent<Integer> event);

		void statAndPath(Stat stat, @ZkPath String path);

		void list(List<String> first);

		void set(Set<String> first);

		void collection(Collection<String> first);

		void voidEvent(ChildrenEvent<Void> first);

		void map(Map<String, Integer> first);

		void jsonMap(Map<String, Pricing> first);

		void event(ChildrenEvent<String> first);

		void text(String first);

		void listOfNumbers(List<Integer> first);

		void rawList(List first);

		void rawMap(Map first);

		void mapByNumber(Map<Integer, String> first);

		void mapOfAnything(Map<String, Object> first);

		void rawEvent(ChildrenEvent first);

		void twoTypes(Map<String, String> first, ChildrenEvent<Integer> second);

		void array(String[] first);

		void pathAsNumber(@ZkPath Integer first);

		String returnsText(List<String> first);

	}

	interface TreeMethods {

		void map(Map<String, Integer> first, @ZkPath String second, Stat third);

		void event(ChildrenEvent<Integer> first);

		void voidEvent(ChildrenEvent<Void> first);

		void znode(ZnodeEvent<Integer> first, Optional<Integer> second);

		void mapOfZnode(ZnodeEvent<Map<String, Integer>> first);

		void mapAndZnode(Map<String, Integer> first, ZnodeEvent<Integer> second);

		void eventAndPayload(ChildrenEvent<Integer> first, Integer second);

		void mapAndOptional(Map<String, Integer> first, Optional<Integer> second);

		void mapAndNames(Map<String, Integer> first, List<String> second);

		void twoTypes(Map<String, Integer> first, ChildrenEvent<String> second);

		void mapOfAnything(Map<String, Object> first);

	}

}
