package io.github.zkspring.benchmark.watch;

import java.util.List;

/**
 * One kind of measurement.
 */
interface Section {

	/**
	 * Measure one contender once.
	 * @param contender its name
	 * @throws UnsupportedOperationException when the contender cannot do this
	 * @throws LateException when it did not deliver in time
	 */
	void measure(String contender) throws Exception;

	/**
	 * Measure what does not depend on contenders, once a repeat.
	 */
	void measureBaseline() throws Exception;

	/**
	 * Where the figures are.
	 * @return the tables
	 */
	List<ResultTable> tables();

	/**
	 * Compare the figures of this project's contenders with the budgets.
	 * @param verdicts takes what comes out
	 */
	void judge(Verdicts verdicts);

}
