package io.github.zkspring.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.client.PayloadTooLargeException;
import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.client.ZnodeNotFoundException;
import org.apache.zookeeper.data.Stat;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Read operations of {@link ZkTemplate}, for code that must not write. Reads are repeated
 * after a lost connection; without an answer in time they throw
 * {@link ZkUnavailableException}.
 *
 * @since 0.1.0
 */
public interface ZnodeReader {

	/**
	 * Checks whether a znode exists.
	 * @param path the znode
	 * @return its stat, empty if it does not exist
	 */
	Optional<Stat> exists(String path);

	/**
	 * Reads a znode.
	 * @param <T> the type of the payload
	 * @param path the znode
	 * @param type the type of the payload
	 * @return the znode, empty if it does not exist
	 * @throws CodecException if its payload is not of that type
	 * @throws PayloadTooLargeException when it is too long
	 */
	default <T> Optional<Znode<T>> get(String path, Class<T> type) {
		return get(path, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Reads a znode.
	 * @param <T> the type of the payload
	 * @param path the znode
	 * @param type the type of the payload
	 * @return the znode, empty if it does not exist
	 * @throws CodecException if its payload is not of that type
	 * @throws PayloadTooLargeException when it is too long
	 */
	<T> Optional<Znode<T>> get(String path, ParameterizedTypeReference<T> type);

	/**
	 * Reads the children of a znode in parallel. Children deleted meanwhile are omitted.
	 * @param <T> the type of the payload
	 * @param path the parent
	 * @param type the type of the payload
	 * @return the children by their names, in no order
	 * @throws ZnodeNotFoundException when the parent does not exist
	 */
	default <T> Map<String, Znode<T>> childrenWithData(String path, Class<T> type) {
		return childrenWithData(path, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Reads the children of a znode in parallel. Children deleted meanwhile are omitted.
	 * @param <T> the type of the payload
	 * @param path the parent
	 * @param type the type of the payload
	 * @return the children by their names, in no order
	 * @throws ZnodeNotFoundException when the parent does not exist
	 */
	<T> Map<String, Znode<T>> childrenWithData(String path, ParameterizedTypeReference<T> type);

	/**
	 * Lists the names of the children.
	 * @param path the parent
	 * @return the names, in no order
	 * @throws ZnodeNotFoundException when the parent does not exist
	 */
	List<String> children(String path);

	/**
	 * Reads the ACL of a znode.
	 * @param path the znode
	 * @return the ACL and the stat
	 * @throws ZnodeNotFoundException when it does not exist
	 */
	ZnodeAcl acl(String path);

	/**
	 * Waits until the server of this session has caught up with the leader, so that later
	 * reads see all earlier writes of all clients.
	 * @param path a znode
	 */
	void sync(String path);

}
