package io.github.zkspring.mirror;

import io.github.zkspring.client.ZkHandle;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;

/**
 * One kind of read, sent without waiting for the answer.
 *
 * @param <S> the kind of snapshot it gives
 */
@FunctionalInterface
interface ZnodeReader<S extends Snapshot> {

	void read(ZkHandle handle, String serverPath, Answer<S> answer);

	static ZnodeReader<ZnodeSnapshot> data(String path) {
		return (handle, serverPath, answer) -> handle.zooKeeper()
			.getData(serverPath, false, (rc, ignored, context, data, stat) -> answer.accept(Code.get(rc),
					(rc == Code.OK.intValue()) ? ZnodeSnapshot.present(path, data, stat) : ZnodeSnapshot.absent(path)),
					null);
	}

	static ZnodeReader<ChildrenSnapshot> children(String path) {
		return (handle, serverPath, answer) -> handle.zooKeeper()
			.getChildren(serverPath, false,
					(rc, ignored, context, names,
							stat) -> answer.accept(Code.get(rc), (rc == Code.OK.intValue())
									? ChildrenSnapshot.present(path, names, stat) : ChildrenSnapshot.absent(path)),
					null);
	}

	/**
	 * Takes the answer of a read, on ZooKeeper's event thread.
	 *
	 * @param <S> the kind of snapshot
	 */
	@FunctionalInterface
	interface Answer<S extends Snapshot> {

		/**
		 * Take the answer.
		 * @param code {@link KeeperException.Code#OK}, or what the server refused with
		 * @param snapshot what was read; for {@link KeeperException.Code#NONODE} an
		 * absent znode
		 */
		void accept(Code code, S snapshot);

	}

}
