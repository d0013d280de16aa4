package io.github.zkspring.watch.delivery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkspring.codec.PayloadConverter;
import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.WatchErrorHandler;
import io.github.zkspring.watch.WatchOptions;
import io.github.zkspring.watch.ZnodeEvent;
import org.jspecify.annotations.Nullable;

/**
 * Tests with a data watch whose states, executor and timers are controlled by the test.
 */
abstract class AbstractDataWatchTests {

	static final String PATH = "/config/vat";

	final Settings settings = new Settings();

	final List<WatchError> errors = new ArrayList<>();

	final MirrorStub mirror = new MirrorStub();

	final ManualExecutor executor = new ManualExecutor();

	final ManualLoop loop = new ManualLoop();

	DefaultZkWatch<?, ?> open() {
		return open(this.errors::add);
	}

	DefaultZkWatch<?, ?> open(WatchErrorHandler errorHandler) {
		return open(this.executor, errorHandler);
	}

	DefaultZkWatch<?, ?> open(Executor executor, WatchErrorHandler errorHandler) {
		return open(factory(executor, errorHandler), Znodes.payloads(Integer.class));
	}

	DefaultZkWatch<?, ?> open(PayloadConverter payloads) {
		return open(factory(this.executor, this.errors::add), payloads);
	}

	private DefaultZkWatch<?, ?> open(WatchFactory factory, PayloadConverter payloads) {
		DefaultZkWatch<?, ?> watch = factory.data(PATH, payloads, WatchOptions.defaults().withId("vat"), this::invoke);
		watch.start();
		return watch;
	}

	WatchFactory factory(Executor executor, WatchErrorHandler errorHandler) {
		return this.mirror.factory(executor, this.loop, errorHandler);
	}

	boolean invoke(ZnodeEvent<Object> event) throws Throwable {
		return this.settings.changed((Integer) event.payload(), event.type());
	}

	void change(ZnodeSnapshot... snapshots) {
		for (ZnodeSnapshot snapshot : snapshots) {
			this.mirror.changed(snapshot);
			this.executor.run();
		}
	}

	static ZnodeSnapshot present(String text, long zxid) {
		return Znodes.present(PATH, text, zxid);
	}

	static ZnodeSnapshot absent() {
		return Znodes.absent(PATH);
	}

	/**
	 * Records deliveries.
	 */
	static class Settings {

		final List<@Nullable Integer> calls = Collections.synchronizedList(new ArrayList<>());

		final List<ZnodeEvent.Type> types = Collections.synchronizedList(new ArrayList<>());

		final AtomicInteger overlaps = new AtomicInteger();

		private final AtomicInteger running = new AtomicInteger();

		volatile @Nullable Throwable failure;

		volatile @Nullable Runnable during;

		volatile boolean goesOn = true;

		boolean changed(@Nullable Integer vat, ZnodeEvent.Type type) throws Throwable {
			if (this.running.incrementAndGet() > 1) {
				this.overlaps.incrementAndGet();
			}
			try {
				this.calls.add(vat);
				this.types.add(type);
				if (this.during != null) {
					this.during.run();
				}
				if (this.failure != null) {
					throw this.failure;
				}
				return this.goesOn;
			}
			finally {
				this.running.decrementAndGet();
			}
		}

	}

}
