package io.github.zkspring.metrics;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.RequestSender.RequestListener;
import org.apache.curator.drivers.AdvancedTracerDriver;
import org.apache.curator.drivers.EventTrace;
import org.apache.curator.drivers.OperationTrace;
import org.apache.curator.drivers.TracerDriver;
import org.jspecify.annotations.Nullable;

/**
 * Reports the requests of Curator's operations and delegates to the previous tracer.
 */
class CuratorTracer extends AdvancedTracerDriver {

	/** Names of Curator's traces, up to the dash, and their operations. */
	private static final Map<String, String> OPERATIONS = Map.ofEntries(Map.entry("GetDataBuilderImpl", "getData"),
			Map.entry("SetDataBuilderImpl", "setData"), Map.entry("ExistsBuilderImpl", "exists"),
			Map.entry("GetChildrenBuilderImpl", "getChildren"), Map.entry("CreateBuilderImpl", "create"),
			Map.entry("DeleteBuilderImpl", "delete"), Map.entry("CuratorMultiTransactionImpl", "multi"),
			Map.entry("GetACLBuilderImpl", "getAcl"), Map.entry("SetACLBuilderImpl", "setAcl"),
			Map.entry("AddWatchBuilderImpl", "addWatch"), Map.entry("BackgroundSyncImpl", "sync"),
			Map.entry("SyncBuilderImpl", "sync"), Map.entry("FindAndDeleteProtectedNodeInBackground", "getChildren"));

	private final TracerDriver delegate;

	private final RequestListener listener;

	CuratorTracer(TracerDriver delegate, RequestListener listener) {
		this.delegate = delegate;
		this.listener = listener;
	}

	@Override
	public void addTrace(OperationTrace trace) {
		String operation = operation(trace.getName());
		if (operation != null) {
			this.listener.completed(operation, Codes.of(trace.getReturnCode()),
					TimeUnit.MILLISECONDS.toNanos(trace.getLatencyMs()),
					new RequestListener.Bytes(trace.getRequestBytesLength(), trace.getResponseBytesLength()));
		}
		if (this.delegate instanceof AdvancedTracerDriver advanced) {
			advanced.addTrace(trace);
		}
		else {
			this.delegate.addTrace(trace.getName(), trace.getLatencyMs(), TimeUnit.MILLISECONDS);
		}
	}

	@Override
	public void addEvent(EventTrace event) {
		if (this.delegate instanceof AdvancedTracerDriver advanced) {
			advanced.addEvent(event);
		}
		else {
			this.delegate.addCount(event.getName(), 1);
		}
	}

	/**
	 * Returns the operation of a trace.
	 * @param name the name of the trace
	 * @return the operation, {@code null} if the trace is not about a request
	 */
	static @Nullable String operation(String name) {
		return switch (name) {
			case "ExistsBuilderImpl-Foreground-CreateParents" -> "create";
			case "CreateBuilderImpl-findProtectedNodeInForeground" -> "getChildren";
			default -> OPERATIONS.get(name.replaceFirst("-.*", ""));
		};
	}

}
