package io.github.zkspring.benchmark.watch;

import java.util.List;

/**
 * One kind of measurement.
 */
interface Section {

	/**
	 * Measures one contender once.
	 * @param contender its name
	 * @throws UnsupportedOperationException when the contender cannot do this
	 * @throws LateException when it did not deliver in time
	 */
	void measure(String contender) throws Exception;

	/**
	 * Measures the values that are independent of contenders, once for each repeat.
	 */
	void measureBaseline() throws Exception;

	/**
	 * Returns the results.
	 * @return the tables
	 */
	List<ResultTable> tables();

	/**
	 * Compares the results of this project with the budgets.
	 * @param verdicts collects the results
	 */
	void judge(Verdicts verdicts);

}
