package io.github.zkspring.leader;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.guard.GuardPostProcessor;
import io.github.zkspring.guard.GuardedMethods;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * Puts the guard around the beans with {@link LeaderOnly @LeaderOnly}, among the advice
 * they already have by its order, and joins their elections.
 */
public class LeaderOnlyAnnotationPostProcessor extends GuardPostProcessor<LeaderOnly, GuardedMethod> {

	/**
	 * The place of the guard among the advisors of a bean unless told otherwise: outside
	 * of transactions, whatever their order.
	 */
	public static final int DEFAULT_ADVICE_ORDER = HIGHEST_PRECEDENCE + 100;

	private final ObjectProvider<QueueLeaderElections> elections;

	private final Set<String> names = ConcurrentHashMap.newKeySet();

	private volatile boolean ready;

	/**
	 * Create the post-processor.
	 * @param beanFactory knows the configuration
	 * @param elections the elections, asked for when all singletons are there
	 * @param observer looks at the bodies, asked for by the first of them
	 */
	public LeaderOnlyAnnotationPostProcessor(ConfigurableBeanFactory beanFactory,
			ObjectProvider<QueueLeaderElections> elections, ObjectProvider<CallObserver<LeaderTask>> observer) {
		this(elections, observer, GuardedMethod.of(new AnnotationValues(beanFactory)));
	}

	private LeaderOnlyAnnotationPostProcessor(ObjectProvider<QueueLeaderElections> elections,
			ObjectProvider<CallObserver<LeaderTask>> observer, GuardedMethods<LeaderOnly, GuardedMethod> methods) {
		super(methods, new LeaderOnlyInterceptor(methods, (name) -> elections.getObject().queueElection(name),
				() -> observer.getIfAvailable(CallObserver::none)));
		this.elections = elections;
		setAdviceOrder(DEFAULT_ADVICE_ORDER);
		// before the post-processor of @Scheduled, which takes the bean as it is by then
		setOrder(LOWEST_PRECEDENCE - 1);
	}

	@Override
	protected void registered(Collection<GuardedMethod> found) {
		found.forEach((method) -> join(method.election()));
	}

	@Override
	public void afterSingletonsInstantiated() {
		super.afterSingletonsInstantiated();
		this.ready = true;
		this.names.forEach(this::join);
	}

	private void join(String election) {
		this.names.add(election);
		if (this.ready) {
			this.elections.getObject().election(election);
		}
	}

}
