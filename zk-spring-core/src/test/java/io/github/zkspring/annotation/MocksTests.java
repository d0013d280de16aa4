package io.github.zkspring.annotation;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.mockito.AdditionalAnswers;
import org.mockito.Mockito;

import org.springframework.aop.framework.ProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;

/**
 * Tests for {@link Mocks}.
 */
class MocksTests {

	@Test
	void detectsMocksOfClassesAndInterfaces() {
		assertThat(Mocks.isMock(mock(ArrayList.class))).isTrue();
		assertThat(Mocks.isMock(mock(List.class))).isTrue();
		assertThat(Mocks.isMock(mock(Final.class))).isTrue();
	}

	@Test
	void detectsMocksBehindProxies() {
		ProxyFactory inner = new ProxyFactory(mock(Plain.class));
		inner.setProxyTargetClass(true);
		assertThat(Mocks.isMock(new ProxyFactory(inner.getProxy()).getProxy())).isTrue();
	}

	@Test
	void doesNotTakeSpiesForMocks() {
		assertThat(Mocks.isMock(spy(new ArrayList<>()))).isFalse();
		assertThat(Mocks.isMock(mock(ArrayList.class, Mockito.CALLS_REAL_METHODS))).isFalse();
		assertThat(Mocks.isMock(mock(List.class, AdditionalAnswers.delegatesTo(new ArrayList<>())))).isFalse();
		assertThat(Mocks.isMock(new ProxyFactory(spy(new ArrayList<>())).getProxy())).isFalse();
	}

	@Test
	void doesNotTakeOtherObjectsForMocks() {
		assertThat(Mocks.isMock("text")).isFalse();
		assertThat(Mocks.isMock(new ProxyFactory(new ArrayList<>()).getProxy())).isFalse();
	}

	static class Plain {

	}

	static final class Final {

	}

}
