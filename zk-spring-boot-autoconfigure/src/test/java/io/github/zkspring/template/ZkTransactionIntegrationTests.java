package io.github.zkspring.template;

import java.util.List;

import io.github.zkspring.client.TransactionFailedException;
import io.github.zkspring.client.ZnodeExistsException;
import io.github.zkspring.client.ZnodeVersionException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * {@link ZkTemplate#transaction Transactions} on a real server.
 */
class ZkTransactionIntegrationTests extends AbstractTemplateIntegrationTests {

	@Test
	void appliesAllOperations() {
		this.runner.run((context) -> {
			ZkTemplate template = context.getBean(ZkTemplate.class);
			template.create("/t/old", null);
			List<TransactionResult> results = template.transaction((tx) -> tx.check("/t", 0)
				.create("/t/a", "1")
				.create("/t/s-", null, CreateOptions.ephemeral().sequential())
				.set("/t/a", "2")
				.compareAndSet("/t/a", "3", 1)
				.delete("/t/old"));
			assertThat(results).extracting(TransactionResult::operation)
				.containsExactly("check", "create", "create", "set", "set", "delete");
			assertThat(results.get(2).path()).matches("/t/s-\\d{10}");
			assertThat(results.get(4).stat().orElseThrow().getVersion()).isEqualTo(2);
			assertThat(template.get("/t/a", Integer.class).orElseThrow().payload()).isEqualTo(3);
			assertThat(template.exists("/t/old")).isEmpty();
		});
	}

	@Test
	void appliesNothingAndNamesFailedOperation() {
		this.runner.run((context) -> {
			ZkTemplate template = context.getBean(ZkTemplate.class);
			assertThatExceptionOfType(TransactionFailedException.class)
				.isThrownBy(() -> template
					.transaction((tx) -> tx.create("/t/a", "secret").create("/t", "secret").delete("/t/none")))
				.withMessageNotContaining("secret")
				.withCauseInstanceOf(ZnodeExistsException.class)
				.satisfies((ex) -> {
					assertThat(ex.getIndex()).isEqualTo(1);
					assertThat(ex.getOperation()).isEqualTo("create");
					assertThat(ex.getPath()).isEqualTo("/t");
				});
			assertThatExceptionOfType(TransactionFailedException.class)
				.isThrownBy(() -> template.transaction((tx) -> tx.check("/t", 9).create("/t/a", null)))
				.withCauseInstanceOf(ZnodeVersionException.class)
				.satisfies((ex) -> assertThat(ex.getOperation()).isEqualTo("check"));
			assertThat(foreign.children("/t")).isEmpty();
		});
	}

	@Test
	void sendsNothingWhenTheCallbackThrows() {
		this.runner.run((context) -> {
			ZkTemplate template = context.getBean(ZkTemplate.class);
			assertThatIllegalStateException().isThrownBy(() -> template.transaction((tx) -> {
				tx.create("/t/a", null);
				throw new IllegalStateException("changed my mind");
			}));
			assertThatIllegalArgumentException().isThrownBy(() -> template
				.transaction((tx) -> tx.create("/t/a/b", null, CreateOptions.persistent().withParents())));
			assertThat(template.transaction((tx) -> {
			})).isEmpty();
			assertThat(foreign.children("/t")).isEmpty();
		});
	}

}
