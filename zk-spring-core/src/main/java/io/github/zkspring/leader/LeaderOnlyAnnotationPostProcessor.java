package io.github.zkspring.leader;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkspring.annotation.AnnotatedBeans;
import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.guard.GuardPostProcessor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * Adds the interceptor for {@link LeaderOnly @LeaderOnly} to annotated beans, at the
 * position among their advisors that its order asks for, and joins their elections. At
 * the start it joins the elections of beans that do not exist yet, such as lazy ones, as
 * well.
 */
public class LeaderOnlyAnnotationPostProcessor extends GuardPostProcessor<LeaderOnly, LeaderOnlyMethod> {

	/**
	 * The default order of the interceptor among the advisors of a bean: outside of
	 * transactions, whatever their order.
	 */
	public static final int DEFAULT_ADVICE_ORDER = HIGHEST_PRECEDENCE + 100;

	private final ObjectProvider<QueueLeaderElections> elections;

	private final Set<String> names = ConcurrentHashMap.newKeySet();

	private volatile boolean ready;

	/**
	 * Creates the post-processor.
	 * @param beanFactory resolves placeholders
	 * @param elections the elections, looked up when all singletons exist
	 * @param observer observes bodies, looked up by the first of them
	 */
	public LeaderOnlyAnnotationPostProcessor(ConfigurableBeanFactory beanFactory,
			ObjectProvider<QueueLeaderElections> elections, ObjectProvider<CallObserver<LeaderInvocation>> observer) {
		super(LeaderOnlyMethod.annotation(new AnnotationValues(beanFactory)),
				new LeaderOnlyInterceptor(SingletonSupplier.of(elections::getObject),
						SingletonSupplier.of(() -> observer.getIfAvailable(CallObserver::none))));
		this.elections = elections;
		setAdviceOrder(DEFAULT_ADVICE_ORDER);
		// before the post-processor of @Scheduled, which schedules calls of the bean that
		// it receives
		setOrder(LOWEST_PRECEDENCE - 1);
	}

	@Override
	protected void registered(Collection<LeaderOnlyMethod> found) {
		found.forEach((method) -> join(method.election()));
	}

	@Override
	public void afterSingletonsInstantiated() {
		super.afterSingletonsInstantiated();
		this.ready = true;
		if (this.beanFactory != null) {
			new AnnotatedBeans(this.beanFactory)
				.forEach((beanName, type) -> registered(guardedMethods(beanName, type)));
		}
		this.names.forEach(this::join);
	}

	private void join(String election) {
		this.names.add(election);
		if (this.ready) {
			this.elections.getObject().election(election);
		}
	}

}
