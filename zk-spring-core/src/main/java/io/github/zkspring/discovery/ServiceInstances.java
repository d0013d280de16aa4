package io.github.zkspring.discovery;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the instances of a service.
 *
 * @param known the instances and their records, by id
 * @param all the instances, sorted by id
 * @param up the instances that accept calls
 */
record ServiceInstances(SortedMap<String, Known> known, List<ServiceInstance> all, List<ServiceInstance> up) {

	private static final Log logger = LogFactory.getLog(ServiceInstances.class);

	static final ServiceInstances NONE = of(Collections.emptySortedMap());

	private static ServiceInstances of(SortedMap<String, Known> known) {
		List<ServiceInstance> all = known.values().stream().map(Known::instance).toList();
		return new ServiceInstances(known, all, all.stream().filter(ServiceInstance::isUp).toList());
	}

	/**
	 * Returns the instances after a change. Reads changed records only. An unreadable
	 * record keeps its last valid state; without one it is omitted.
	 * @param service the name of the service
	 * @param snapshot the current children
	 * @param records reads the records
	 * @return the instances
	 */
	ServiceInstances next(String service, ChildrenSnapshot snapshot, ServiceRecords records) {
		SortedMap<String, Known> next = new TreeMap<>();
		Map<String, ZnodeSnapshot> data = snapshot.data();
		for (String id : snapshot.names()) {
			Known last = this.known.get(id);
			ZnodeSnapshot record = data.get(id);
			Known read = (record == null || (last != null && record.isSameState(last.record()))) ? last
					: read(service, id, record, records, last);
			if (read != null) {
				next.put(id, read);
			}
		}
		return of(Collections.unmodifiableSortedMap(next));
	}

	private static @Nullable Known read(String service, String id, ZnodeSnapshot record, ServiceRecords records,
			@Nullable Known last) {
		byte[] bytes = record.data();
		try {
			return (bytes != null) ? new Known(record, records.read(service, id, bytes)) : last;
		}
		catch (CodecException ex) {
			logger.warn("'" + record.path() + "' is not a valid service record: " + ex.getMessage());
			return (last != null) ? new Known(record, last.instance()) : null;
		}
	}

	/**
	 * An instance and its record.
	 *
	 * @param record the record
	 * @param instance the instance
	 */
	record Known(ZnodeSnapshot record, ServiceInstance instance) {

	}

}
