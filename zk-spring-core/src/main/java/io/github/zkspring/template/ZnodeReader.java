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
 * The reading half of {@link ZkTemplate}, for code that has no business writing. Reads
 * are repeated after a lost connection; one without an answer in time ends in
 * {@link ZkUnavailableException}.
 *
 * @since 0.1.0
 */
public interface ZnodeReader {

	/**
	 * Looks whether a znode exists.
	 * @param path the znode
	 * @return its stat, empty when it does not
	 */
	Optional<Stat> exists(String path);

	/**
	 * Reads a znode.
	 * @param <T> the type of the payload
	 * @param path the znode
	 * @param type the type to read payloads as
	 * @return the znode, empty when it does not exist
	 * @throws CodecException when its payload is not of that type
	 * @throws PayloadTooLargeException when it is too long
	 */
	default <T> Optional<Znode<T>> get(String path, Class<T> type) {
		return get(path, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Reads a znode.
	 * @param <T> the type of the payload
	 * @param path the znode
	 * @param type the type to read payloads as
	 * @return the znode, empty when it does not exist
	 * @throws CodecException when its payload is not of that type
	 * @throws PayloadTooLargeException when it is too long
	 */
	<T> Optional<Znode<T>> get(String path, ParameterizedTypeReference<T> type);

	/**
	 * Reads the children of a znode, many at a time. Those that vanish meanwhile are left
	 * out.
	 * @param <T> the type of the payload
	 * @param path the parent
	 * @param type the type to read payloads as
	 * @return the children by their names, in no order
	 * @throws ZnodeNotFoundException when the parent does not exist
	 */
	default <T> Map<String, Znode<T>> childrenWithData(String path, Class<T> type) {
		return childrenWithData(path, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Reads the children of a znode, many at a time. Those that vanish meanwhile are left
	 * out.
	 * @param <T> the type of the payload
	 * @param path the parent
	 * @param type the type to read payloads as
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
	 * Waits until the server of this session has caught up with the leader: what anybody
	 * has written before is seen by later reads.
	 * @param path a znode
	 */
	void sync(String path);

}
