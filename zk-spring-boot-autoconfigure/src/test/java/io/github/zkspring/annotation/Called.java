package io.github.zkspring.annotation;

import java.util.List;

import io.github.zkspring.discovery.ServiceEvent;
import io.github.zkspring.watch.ZnodeEvent;

/**
 * The methods of {@link Calls}, for proxies of interfaces.
 */
interface Called {

	void data(ZnodeEvent<String> event);

	void children(List<String> names);

	void tree(ZnodeEvent<String> event);

	void granted();

	void revoked();

	void instances(ServiceEvent event);

	List<String> all();

}
