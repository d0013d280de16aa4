package io.github.zkspring.guard;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.function.Consumer;

import io.github.zkspring.client.InvalidZkMethodException;
import org.aopalliance.intercept.MethodInterceptor;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.Mockito;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.ProxyFactoryBean;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.beans.factory.config.BeanDefinitionHolder;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * Tests for {@link GuardPostProcessor} with each form in which a bean can exist: it is
 * guarded once, or refused with its name and the reason.
 */
class GuardMatrixTests {

	// constructors are not autowired by annotation that early
	private static final BeanDefinitionCustomizer AUTOWIRED = (definition) -> ((AbstractBeanDefinition) definition)
		.setAutowireMode(AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR);

	@ParameterizedTest
	@EnumSource(Form.class)
	void guardsOnceOrRefusesWithBeanAndReason(Form form) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean(CountingPostProcessor.class);
			context.registerBean(AdvisorOrderPostProcessor.class);
			context.getBeanFactory().registerScope("thread", new SimpleThreadScope());
			form.registration.accept(context);
			if (form.refusal == null) {
				context.refresh();
				Runnable bean = context.getBean("job", Runnable.class);
				bean.run();
				assertThat(context.getBean(CountingPostProcessor.class).calls()).containsExactly("run");
			}
			else {
				assertThat(refusal(context)).hasMessageContaining("'job'")
					.hasMessageContaining(form.refusal)
					.satisfies((ex) -> assertThat(ex.getAction()).isNotBlank());
			}
		}
	}

	@Test
	void namesThePostProcessorThatCreatedTheBeanEarly() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean(CountingPostProcessor.class);
			context.registerBean("job", OnMethod.class);
			context.registerBean("helper", Helper.class, AUTOWIRED);
			context.registerBean("early", IndirectPostProcessor.class, AUTOWIRED);
			assertThat(refusal(context)).hasMessageContaining("'early' -> 'helper' -> 'job'");
		}
	}

	@Test
	void refusesOnlyTheEarlyOneOfTwoBeansOfAClass() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean(CountingPostProcessor.class);
			context.registerBean("late", OnMethod.class);
			context.registerBean("job", OnMethod.class);
			context.registerBean("early", EarlyPostProcessor.class,
					() -> new EarlyPostProcessor(context.getBean("job", Runnable.class)));
			assertThat(refusal(context)).hasMessageContaining("'job'").hasMessageContaining("created before @Counted");
		}
	}

	@Test
	void neverCallsOrRefusesMocks() {
		OnMethod mock = Mockito.mock(OnMethod.class);
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean(CountingPostProcessor.class);
			context.getBeanFactory().registerSingleton("registered", mock);
			context.registerBean("defined", OnMethod.class, () -> mock);
			context.refresh();
			assertThat(context.getBean("registered")).isSameAs(mock);
			assertThat(context.getBean("defined")).isSameAs(mock);
			verifyNoInteractions(mock);
		}
	}

	@Test
	void sharesTheProxyClassOfPrototypes() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean(CountingPostProcessor.class);
			context.registerBean("job", OnMethod.class, (definition) -> definition.setScope("prototype"));
			context.refresh();
			assertThat(context.getBean("job").getClass()).isSameAs(context.getBean("job").getClass());
			assertThat(AopUtils.isCglibProxy(context.getBean("job"))).isTrue();
		}
	}

	private static InvalidZkMethodException refusal(AnnotationConfigApplicationContext context) {
		Throwable failure = catchThrowable(context::refresh);
		return assertThat((failure instanceof InvalidZkMethodException) ? failure : failure.getCause())
			.asInstanceOf(InstanceOfAssertFactories.throwable(InvalidZkMethodException.class))
			.actual();
	}

	private enum Form {

		METHOD(bean(OnMethod.class)),

		CLASS(bean(OnClass.class)),

		COMPOSED_ANNOTATION(bean(Composed.class)),

		INTERFACE_METHOD(bean(OfInterface.class)),

		INTERFACE_PROXY((context) -> {
			context.addBeanFactoryPostProcessor((beanFactory) -> beanFactory.addBeanPostProcessor(new Interfaces()));
			context.registerBean("job", OfInterface.class);
		}),

		GENERIC_BASE(bean(Concrete.class)),

		DEFAULT_METHOD(bean(WithDefaultMethod.class)),

		OVERRIDDEN_WITHOUT_ANNOTATION(bean(Overriding.class)),

		SCOPED_CLASS_PROXY(scoped(OnMethod.class, true)),

		SCOPED_INTERFACE_PROXY(scoped(OfInterface.class, false)),

		SCOPED_CLASS_PROXY_OF_ANNOTATED_CLASS(scoped(OnClass.class, true)),

		LAZY((context) -> context.registerBean("job", OnMethod.class, (definition) -> definition.setLazyInit(true))),

		PROTOTYPE((context) -> context.registerBean("job", OnMethod.class,
				(definition) -> definition.setScope("prototype"))),

		PRODUCT((context) -> context.registerBean("job", Factory.class)),

		ANNOTATED_FACTORY_METHOD_CLASS((context) -> context.registerBean("job", AnnotatedFactory.class)),

		PROXY_FACTORY_BEAN((context) -> {
			context.registerBean("target", OnMethod.class);
			context.registerBeanDefinition("job",
					BeanDefinitionBuilder.rootBeanDefinition(ProxyFactoryBean.class)
						.addPropertyValue("targetName", "target")
						.addPropertyValue("proxyTargetClass", true)
						.getBeanDefinition());
		}),

		SPY((context) -> context.registerBean("job", OnMethod.class, () -> Mockito.spy(new OnMethod()))),

		EXISTING_PROXY((context) -> context.registerBean("job", Runnable.class, () -> proxy(false))),

		FROZEN_PROXY((context) -> context.registerBean("job", Runnable.class, () -> proxy(true))),

		JDK_PROXY_WITHOUT_TARGET((context) -> context.registerBean("job", Job.class,
				() -> (Job) Proxy.newProxyInstance(Job.class.getClassLoader(), new Class<?>[] { Job.class },
						(proxy, method, arguments) -> null))),

		SPRING_PROXY_WITHOUT_TARGET((context) -> context.registerBean("job", Job.class,
				() -> ProxyFactory.getProxy(Job.class, (MethodInterceptor) (invocation) -> null))),

		PROXY_OF_UNRELATED_TARGET((context) -> context.registerBean("job", Job.class, () -> {
			ProxyFactory factory = new ProxyFactory(new ArrayList<>());
			factory.setInterfaces(Job.class);
			factory.addAdvice((MethodInterceptor) (invocation) -> null);
			return (Job) factory.getProxy();
		})),

		LAMBDA((context) -> context.registerBean("job", Job.class, () -> () -> {
		})),

		FINAL_CLASS_OF_INTERFACE((context) -> context.registerBean("job", Job.class, FinalOfInterface::new)),

		FINAL_CLASS(bean(Final.class), "the class is final"),

		FINAL_METHOD(bean(FinalMethod.class), "final method"),

		FINAL_METHOD_OF_ANNOTATED_CLASS(bean(FinalMethodOfClass.class), "final method"),

		CONFIGURATION((context) -> context.register(FullConfiguration.class), null),

		LITE_CONFIGURATION((context) -> context.register(LiteConfiguration.class), null),

		SUSPEND(bean(Suspending.class), "suspend function"),

		EARLY_METHOD(early(OnMethod.class), "created before @Counted"),

		EARLY_CLASS(early(OnClass.class), "created before @Counted"),

		EARLY_PROTOTYPE((context) -> {
			context.registerBean("job", OnMethod.class, (definition) -> definition.setScope("prototype"));
			context.registerBean("early", InjectedPostProcessor.class, AUTOWIRED);
		}, "'early' -> 'job'"),

		EARLY_SCOPED((context) -> {
			scoped(OnMethod.class, true).accept(context);
			context.registerBean("early", InjectedPostProcessor.class, AUTOWIRED);
		}, "'early' -> 'job'"),

		EARLY_PRODUCT((context) -> {
			context.registerBean("job", Factory.class);
			context.registerBean("early", InjectedPostProcessor.class, AUTOWIRED);
		}, "'early' -> 'job'"),

		EARLY_BY_FACTORY_POST_PROCESSOR((context) -> {
			context.registerBean("job", OnMethod.class);
			context.addBeanFactoryPostProcessor((beanFactory) -> beanFactory.getBean("job"));
		}, "created before @Counted"),

		EARLY_CONFIGURATION((context) -> context.register(EarlyConfiguration.class), "created before @Counted"),

		EARLY_BUT_LATE_RESOLVED((context) -> {
			context.registerBean("job", OnMethod.class);
			context.registerBean("early", ProviderPostProcessor.class, AUTOWIRED);
		}),

		REGISTERED_SINGLETON((context) -> context.getBeanFactory().registerSingleton("job", new OnMethod()),
				"registered as a finished singleton");

		private final Consumer<AnnotationConfigApplicationContext> registration;

		private final String refusal;

		Form(Consumer<AnnotationConfigApplicationContext> registration) {
			this(registration, null);
		}

		Form(Consumer<AnnotationConfigApplicationContext> registration, String refusal) {
			this.registration = registration;
			this.refusal = refusal;
		}

		private static Consumer<AnnotationConfigApplicationContext> bean(Class<?> type) {
			return (context) -> context.registerBean("job", type);
		}

		private static Consumer<AnnotationConfigApplicationContext> early(Class<? extends Runnable> type) {
			return (context) -> {
				context.registerBean("job", type);
				context.registerBean("early", InjectedPostProcessor.class, AUTOWIRED);
			};
		}

		private static Consumer<AnnotationConfigApplicationContext> scoped(Class<?> type, boolean proxyTargetClass) {
			return (context) -> {
				RootBeanDefinition definition = new RootBeanDefinition(type);
				definition.setScope("thread");
				BeanDefinitionHolder proxy = ScopedProxyUtils
					.createScopedProxy(new BeanDefinitionHolder(definition, "job"), context, proxyTargetClass);
				context.registerBeanDefinition("job", proxy.getBeanDefinition());
			};
		}

		private static Runnable proxy(boolean frozen) {
			ProxyFactory factory = new ProxyFactory(new OfInterface());
			factory.setFrozen(frozen);
			return (Runnable) factory.getProxy();
		}

	}

	interface Job extends Runnable {

		@Override
		@Counted
		void run();

	}

	@Counted
	@Retention(RetentionPolicy.RUNTIME)
	@interface CountedJob {

	}

	static class OnMethod implements Runnable {

		@Override
		@Counted
		public void run() {
		}

	}

	@Counted
	static class OnClass implements Runnable {

		@Override
		public void run() {
		}

	}

	static class Composed implements Runnable {

		@Override
		@CountedJob
		public void run() {
		}

	}

	static class OfInterface implements Job {

		@Override
		public void run() {
		}

	}

	abstract static class Base<T> implements Runnable {

		@Override
		public void run() {
			process(null);
		}

		@Counted
		abstract void process(T value);

	}

	static class Concrete extends Base<String> {

		@Override
		@Counted
		public void run() {
		}

		@Override
		void process(String value) {
		}

	}

	interface DefaultJob extends Runnable {

		@Override
		@Counted
		default void run() {
		}

	}

	static class WithDefaultMethod implements DefaultJob {

	}

	static class Overriding extends OnMethod {

		@Override
		public void run() {
		}

	}

	static class Factory implements FactoryBean<OnMethod> {

		@Override
		public OnMethod getObject() {
			return new OnMethod();
		}

		@Override
		public Class<?> getObjectType() {
			return OnMethod.class;
		}

	}

	@Counted
	static class AnnotatedFactory extends Factory {

	}

	static final class FinalOfInterface implements Job {

		@Override
		public void run() {
		}

	}

	static final class Final {

		@Counted
		void run() {
		}

	}

	static class FinalMethod implements Runnable {

		@Override
		@Counted
		public final void run() {
		}

	}

	@Counted
	static class FinalMethodOfClass implements Runnable {

		@Override
		public final void run() {
		}

	}

	@Counted
	@Configuration("job")
	static class FullConfiguration implements Runnable {

		@Bean
		String text() {
			return "text";
		}

		@Override
		public void run() {
		}

	}

	@Counted
	@Configuration(value = "job", proxyBeanMethods = false)
	static class LiteConfiguration implements Runnable {

		@Bean
		String text() {
			return "text";
		}

		@Override
		public void run() {
		}

	}

	@Configuration("job")
	static class EarlyConfiguration {

		@Bean
		InjectedProcessor processor() {
			return new InjectedProcessor();
		}

		@Counted
		void run() {
		}

	}

	static class Suspending implements Runnable {

		@Override
		public void run() {
		}

		@Counted
		Object run(kotlin.coroutines.Continuation<Object> continuation) {
			return null;
		}

	}

	static class InjectedProcessor implements BeanPostProcessor, PriorityOrdered {

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE;
		}

	}

	static class InjectedPostProcessor extends InjectedProcessor {

		InjectedPostProcessor(Runnable job) {
		}

	}

	static class EarlyPostProcessor extends InjectedPostProcessor {

		EarlyPostProcessor(Runnable job) {
			super(job);
		}

	}

	static class IndirectPostProcessor extends InjectedProcessor {

		IndirectPostProcessor(Helper helper) {
		}

	}

	static class ProviderPostProcessor extends InjectedProcessor {

		ProviderPostProcessor(ObjectProvider<Runnable> job) {
		}

	}

	static class Helper {

		Helper(Runnable job) {
		}

	}

	/**
	 * Lets the guard proxy interfaces.
	 */
	static class Interfaces implements BeanPostProcessor {

		@Override
		public Object postProcessBeforeInitialization(Object bean, String beanName) {
			if (bean instanceof CountingPostProcessor processor) {
				processor.setProxyTargetClass(false);
			}
			return bean;
		}

	}

}
