package io.github.zkspring.mirror;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for watched subtrees.
 */
class MirrorTreeIntegrationTests extends AbstractMirrorIntegrationTests {

	private final TreeRecorder tree = new TreeRecorder();

	@Test
	void deliversParentsBeforeChildrenAndThenInitialised() {
		foreign.write("/test/a/b/c", "1");
		foreign.write("/test/d", "2");
		withMirror((fixture) -> {
			open(fixture, TreeScope.all("/test"));
			assertThat(this.tree.takeCalls()).startsWith("+/test")
				.endsWith("initialised")
				.containsSubsequence("+/test/a", "+/test/a/b", "+/test/a/b/c")
				.containsOnlyOnce("+/test", "+/test/a", "+/test/a/b", "+/test/a/b/c", "+/test/d", "initialised");
		});
	}

	@Test
	void followsMissingRoot() {
		withMirror((fixture) -> {
			open(fixture, TreeScope.all("/test"));
			assertThat(this.tree.takeCalls()).containsExactly("-/test", "initialised");
			foreign.write("/test/a", "1");
			await().until(() -> this.tree.present().containsKey("/test/a"));
			assertThat(this.tree.takeCalls()).containsExactly("+/test", "+/test/a");
			foreign.delete("/test");
			await().until(() -> this.tree.present().isEmpty());
			assertThat(this.tree.takeCalls()).containsExactly("-/test/a", "-/test");
			foreign.write("/test/b", "2");
			await().until(() -> this.tree.present().containsKey("/test/b"));
			assertThat(this.tree.takeCalls()).containsExactly("+/test", "+/test/b");
		});
	}

	@Test
	void deliversChangesAndDeletionsDeepestFirst() {
		foreign.write("/test/a/b/c", "1");
		withMirror((fixture) -> {
			open(fixture, TreeScope.all("/test"));
			this.tree.takeCalls();
			foreign.write("/test/a/b/c", "2");
			await().until(() -> "2".equals(this.tree.present().get("/test/a/b/c")));
			assertThat(this.tree.takeCalls()).containsExactly("+/test/a/b/c");
			foreign.delete("/test/a");
			await().until(() -> this.tree.present().size() == 1);
			assertThat(this.tree.takeCalls()).containsExactly("-/test/a/b/c", "-/test/a/b", "-/test/a");
		});
	}

	@Test
	void deliversNetDifferenceAfterReconnect() {
		foreign.write("/test/same/x", "1");
		foreign.write("/test/gone/y/z", "2");
		foreign.write("/test/changed", "3");
		foreign.write("/test/anew", "4");
		withMirror((fixture) -> {
			MirrorSubscription subscription = open(fixture, TreeScope.all("/test"));
			this.tree.takeCalls();
			fixture.whileDisconnected(() -> {
				foreign.delete("/test/gone");
				foreign.write("/test/changed", "5");
				foreign.write("/test/brief", "6");
				foreign.delete("/test/brief");
				foreign.delete("/test/anew");
				foreign.write("/test/anew", "4");
				foreign.write("/test/same/new/deep", "7");
			});
			await().atMost(LONG).until(() -> this.tree.present().containsKey("/test/same/new/deep"));
			await().atMost(LONG).until(() -> !subscription.isStale());
			assertThat(this.tree.takeCalls())
				.containsExactlyInAnyOrder("-/test/gone/y/z", "-/test/gone/y", "-/test/gone", "+/test/changed",
						"+/test/anew", "+/test/same/new", "+/test/same/new/deep")
				.containsSubsequence("-/test/gone/y/z", "-/test/gone/y", "-/test/gone")
				.containsSubsequence("+/test/same/new", "+/test/same/new/deep");
		});
	}

	@Test
	void staysInSyncAcrossSessions() {
		foreign.write("/test/a/b", "1");
		withMirror((fixture) -> {
			open(fixture, TreeScope.all("/test"));
			fixture.expire();
			foreign.write("/test/a/c", "2");
			foreign.delete("/test/a/b");
			await().atMost(LONG)
				.untilAsserted(() -> assertThat(this.tree.present())
					.isEqualTo(Map.of("/test", "", "/test/a", "", "/test/a/c", "2")));
		});
	}

	@Test
	void respectsDepthAndFilter() {
		foreign.write("/test/a/b", "1");
		foreign.write("/test/a/hidden/x", "2");
		foreign.write("/test/a/b/deep", "3");
		withMirror((fixture) -> {
			open(fixture, new TreeScope("/test", 2, List.of("a/?/**")));
			assertThat(this.tree.present()).containsOnlyKeys("/test", "/test/a", "/test/a/b");
			foreign.write("/test/a/b/deeper", "4");
			foreign.write("/test/a/hidden/y", "5");
			foreign.write("/test/a/c", "6");
			await().until(() -> this.tree.present().containsKey("/test/a/c"));
			assertThat(this.tree.present()).containsOnlyKeys("/test", "/test/a", "/test/a/b", "/test/a/c");
		});
	}

	@Test
	void sharesWatchWithSubscriptionsBelowAndRemovesItAfterClose() {
		foreign.write("/test/a/b", "1");
		withMirror((fixture) -> {
			MirrorSubscription subscription = open(fixture, TreeScope.all("/test"));
			TreeRecorder inner = new TreeRecorder();
			MirrorRecorder<ZnodeSnapshot> data = new MirrorRecorder<>();
			MirrorRecorder<ChildrenSnapshot> children = new MirrorRecorder<>();
			MirrorSubscription innerTree = fixture.mirror().tree(TreeScope.all("/test/a"), inner);
			MirrorSubscription one = fixture.mirror().data("/test/a/b", data);
			MirrorSubscription two = fixture.mirror().children("/test/a", children);
			await().until(inner::isInitialised);
			foreign.write("/test/a/b", "2");
			foreign.write("/test/a/c", "3");
			await().until(() -> children.last().names().size() == 2 && inner.present().containsKey("/test/a/c"));
			assertThat(inner.takeCalls()).containsExactly("+/test/a", "+/test/a/b", "initialised", "+/test/a/b",
					"+/test/a/c");
			assertThat(data.size()).isEqualTo(2);
			assertThat(children.size()).isEqualTo(2);
			subscription.close();
			foreign.write("/test/a/b", "4");
			await().until(() -> data.size() == 3);
			innerTree.close();
			foreign.write("/test/a/b", "5");
			await().until(() -> data.size() == 4);
			one.close();
			two.close();
			foreign.delete("/test");
			await().untilAsserted(() -> assertThat(ask("wchs")).contains("Total watches:0"));
		});
	}

	@Test
	void worksWithChrootAndNamespace() {
		foreign.write("/test/app/team/x/a", "1");
		withMirror((fixture) -> {
			MirrorRecorder<ChildrenSnapshot> children = new MirrorRecorder<>();
			MirrorRecorder<ZnodeSnapshot> data = new MirrorRecorder<>();
			fixture.mirror().tree(TreeScope.all("/x"), this.tree);
			fixture.mirror().childrenWithData("/x", children);
			fixture.mirror().data("/lone/path", data);
			await().until(() -> this.tree.isInitialised() && children.size() == 1 && data.size() == 1);
			assertThat(this.tree.present()).containsOnlyKeys("/x", "/x/a");
			foreign.write("/test/app/team/x/b", "2");
			foreign.write("/test/app/team/lone/path", "3");
			foreign.write("/test/app/other/x/c", "4");
			await().until(() -> this.tree.present().containsKey("/x/b") && data.size() == 2 && children.size() == 2);
			fixture.expire();
			foreign.write("/test/app/team/x/a", "5");
			await().atMost(LONG).until(() -> "5".equals(this.tree.present().get("/x/a")));
			assertThat(this.tree.present()).containsOnlyKeys("/x", "/x/a", "/x/b");
			assertThat(MirrorRecorder.text(data)).isEqualTo("3");
		}, "zk.connect-string=" + proxy.connectString() + "/test/app", "zk.namespace=team");
	}

	private MirrorSubscription open(MirrorFixture fixture, TreeScope scope) {
		MirrorSubscription subscription = fixture.mirror().tree(scope, this.tree);
		await().until(this.tree::isInitialised);
		return subscription;
	}

}
