package io.github.zkspring.watch;

import java.util.concurrent.Executor;

import io.github.zkspring.client.EngineLoop;
import io.github.zkspring.codec.ZnodeCodecs;
import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.Mirror;
import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.ZnodeSnapshot;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.StringUtils;

/**
 * Builds watches out of their endpoints. A signature that cannot work is refused here,
 * before anything is watched.
 */
public class WatchFactory {

	private final Mirror mirror;

	private final EngineLoop loop;

	private final ZnodeCodecs codecs;

	private final Executor executor;

	private final BeanFactory beanFactory;

	/**
	 * Create a factory.
	 * @param mirror where snapshots come from
	 * @param loop where settling is timed
	 * @param codecs what reads payloads
	 * @param executor where methods run
	 * @param beanFactory knows the beans to call and the error handlers
	 */
	public WatchFactory(Mirror mirror, EngineLoop loop, ZnodeCodecs codecs, Executor executor,
			BeanFactory beanFactory) {
		this.mirror = mirror;
		this.loop = loop;
		this.codecs = codecs;
		this.executor = executor;
		this.beanFactory = beanFactory;
	}

	PreparedWatch data(WatchEndpoint endpoint) {
		WatchArguments<ZnodeEvent<Object>> arguments = new DataSignature(endpoint.target(), this.codecs).read();
		MethodWatch<ZnodeSnapshot, ZnodeEvent<Object>> watch = new MethodWatch<>(endpoint, method(endpoint),
				arguments::resolve, errorHandler(endpoint), this.executor);
		return new PreparedWatch(watch, () -> watch.open(new ZnodeEvents(arguments.payload()),
				(listener) -> this.mirror.data(endpoint.path(), listener)));
	}

	PreparedWatch children(WatchEndpoint endpoint) {
		WatchArguments<ChildrenEvent<Object>> arguments = new ChildrenSignature(endpoint.target(), this.codecs).read();
		MethodWatch<ChildrenSnapshot, ChildrenEvent<Object>> watch = new MethodWatch<>(endpoint, method(endpoint),
				arguments::resolve, errorHandler(endpoint), this.executor);
		ChildrenEvents events = new ChildrenEvents(arguments,
				(child, ex) -> watch.report(child.path(), WatchError.Kind.PAYLOAD, ex));
		return new PreparedWatch(watch, () -> watch.open(events, (listener) -> {
			MirrorListener<ChildrenSnapshot> settling = endpoint.settle().isZero() ? listener
					: new SettlingListener<>(listener, this.loop, endpoint.settle());
			return (arguments.payload() != null) ? this.mirror.childrenWithData(endpoint.path(), settling)
					: this.mirror.children(endpoint.path(), settling);
		}));
	}

	private WatchMethod method(WatchEndpoint endpoint) {
		return new WatchMethod(endpoint.target(), this.beanFactory);
	}

	private WatchErrorHandler errorHandler(WatchEndpoint endpoint) {
		return StringUtils.hasText(endpoint.errorHandler())
				? this.beanFactory.getBean(endpoint.errorHandler(), WatchErrorHandler.class)
				: this.beanFactory.getBean(WatchErrorHandler.class);
	}

	/**
	 * A watch that is ready to start.
	 *
	 * @param watch the watch
	 * @param opening starts it
	 */
	record PreparedWatch(MethodWatch<?, ?> watch, Runnable opening) {

	}

}
