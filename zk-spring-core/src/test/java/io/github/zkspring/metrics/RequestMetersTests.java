package io.github.zkspring.metrics;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.client.connection.RequestSender.RequestListener;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.curator.drivers.AdvancedTracerDriver;
import org.apache.curator.drivers.EventTrace;
import org.apache.curator.drivers.OperationTrace;
import org.apache.curator.drivers.TracerDriver;
import org.apache.zookeeper.KeeperException.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for the meters of requests of {@link ZkSessionMetrics} and for
 * {@link CuratorTracer}.
 */
class RequestMetersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final RequestListener curator = ZkSessionMetrics.recorder(this.registry, "curator");

	@ParameterizedTest
	@CsvSource({ "OK, ok", "NONODE, no-node", "CONNECTIONLOSS, connection-loss", "SESSIONEXPIRED, session-expired",
			"BADVERSION, bad-version", "NOAUTH, no-auth", "APIERROR, apierror" })
	void namesOutcomesAsTheirExceptionsDo(Code code, String outcome) {
		assertThat(ZkSessionMetrics.outcome(code)).isEqualTo(outcome);
	}

	@Test
	void namesEveryOutcome() {
		assertThat(Arrays.stream(Code.values()).map(ZkSessionMetrics::outcome))
			.allMatch((name) -> name.matches("[a-z-]+"));
	}

	@Test
	void recordsTimeAndPayload() {
		RequestListener starter = ZkSessionMetrics.recorder(this.registry, "starter");
		starter.completed("setData", Code.OK, 2_000_000, new RequestListener.Bytes(7, 0));
		starter.completed("setData", Code.BADVERSION, 1_000_000, new RequestListener.Bytes(3, 0));
		assertThat(this.registry.get("zookeeper.requests").tag("outcome", "bad-version").timer().count()).isEqualTo(1);
		assertThat(this.registry.get("zookeeper.requests")
			.tags("operation", "setData", "outcome", "ok", "source", "starter")
			.timer()
			.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(2);
		assertThat(this.registry.get("zookeeper.requests.sent").tag("operation", "setData").counter().count())
			.isEqualTo(10);
	}

	@ParameterizedTest
	@CsvSource({ "GetDataBuilderImpl-Foreground, getData", "CreateBuilderImpl-Background, create",
			"CreateBuilderImpl-findProtectedNodeInForeground, getChildren", "BackgroundSyncImpl, sync",
			"ExistsBuilderImpl-Foreground-CreateParents, create", "CuratorMultiTransactionImpl-Background, multi",
			"EventListener,", "blockUntilConnectedOrTimedOut," })
	void knowsTheTracesOfCurator(String trace, String operation) {
		assertThat(CuratorTracer.operation(trace)).isEqualTo(operation);
	}

	@Test
	void handsTracesOnToTheDriverBefore() {
		TracerDriver plain = mock();
		CuratorTracer tracer = new CuratorTracer(plain, this.curator);
		new OperationTrace("GetDataBuilderImpl-Foreground", tracer).setResponseBytesLength(4).commit();
		tracer.addEvent(new EventTrace("connections-timed-out", tracer));
		then(plain).should().addTrace(eq("GetDataBuilderImpl-Foreground"), anyLong(), any());
		then(plain).should().addCount("connections-timed-out", 1);
		assertThat(this.registry.get("zookeeper.requests.received").tag("source", "curator").counter().count())
			.isEqualTo(4);
	}

	@Test
	void handsTracesOnToAnAdvancedDriverBefore() {
		AdvancedTracerDriver advanced = mock();
		OperationTrace trace = new OperationTrace("DeleteBuilderImpl-Background",
				new CuratorTracer(advanced, this.curator))
			.setReturnCode(Code.NONODE.intValue());
		trace.commit();
		then(advanced).should().addTrace(trace);
		assertThat(this.registry.get("zookeeper.requests").tags("operation", "delete", "outcome", "no-node").timer())
			.isNotNull();
	}

}
