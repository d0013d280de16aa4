package io.github.zkspring.client.connection;

/**
 * The two clocks of a lease. The monotonic one stands still while a virtual machine is
 * suspended, the wall clock can be set: a lease believes the one that says more time has
 * passed.
 */
interface LeaseClock {

	/**
	 * The clocks of this machine.
	 */
	LeaseClock SYSTEM = new LeaseClock() {

		@Override
		public long nanoTime() {
			return System.nanoTime();
		}

		@Override
		public long currentTimeMillis() {
			return System.currentTimeMillis();
		}

	};

	/**
	 * The monotonic clock.
	 * @return nanoseconds since some moment
	 */
	long nanoTime();

	/**
	 * The wall clock.
	 * @return milliseconds since the epoch
	 */
	long currentTimeMillis();

}
