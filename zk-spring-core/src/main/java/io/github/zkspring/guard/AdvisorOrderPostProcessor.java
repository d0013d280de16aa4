package io.github.zkspring.guard;

import java.util.Arrays;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.OrderComparator;

/**
 * Sorts the advisors of guarded beans by their declared order, so that the order of
 * advice does not depend on the order of the post-processors that added it: some, such as
 * that of {@code @Retryable}, put their advisor in front of all others.
 */
public class AdvisorOrderPostProcessor implements MergedBeanDefinitionPostProcessor {

	// Spring registers post-processors of this kind again after all others, so that this
	// one sees the advisors of all of them

	@Override
	public void postProcessMergedBeanDefinition(RootBeanDefinition definition, Class<?> type, String beanName) {
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Advised advised && !advised.isFrozen()
				&& Arrays.stream(advised.getAdvisors()).anyMatch(GuardAdvisor.class::isInstance)) {
			sort(advised);
		}
		return bean;
	}

	/**
	 * Adds an advisor at the position that its order asks for.
	 * @param advised the bean
	 * @param advisor the advisor to add
	 */
	static void add(Advised advised, Advisor advisor) {
		advised.addAdvisor(0, advisor);
		sort(advised);
	}

	private static void sort(Advised advised) {
		Advisor[] sorted = advised.getAdvisors().clone();
		Arrays.sort(sorted, OrderComparator.INSTANCE);
		for (int index = 0; index < sorted.length; index++) {
			if (advised.getAdvisors()[index] != sorted[index]) {
				advised.removeAdvisor(sorted[index]);
				advised.addAdvisor(index, sorted[index]);
			}
		}
	}

}
