package io.github.zkspring.discovery.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.discovery.ServiceInstance;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.support.HttpRequestWrapper;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Sends {@code http://orders/…} to an instance of the service {@code orders}, and to the
 * next one when that one does not answer.
 *
 * <p>
 * Add it to the clients that call services, and to no other: in such a client every host
 * is the name of a service, and a name without instances fails with a
 * {@link NoInstanceException}. It never falls back to DNS. For clients that call other
 * hosts as well, {@code zk.discovery.http.services} lists the names of services. It is
 * never added by itself: whoever may write below {@code zk.discovery.base-path} could
 * take over any host name otherwise.
 *
 * <p>
 * A connection that cannot be made leads to the next instance, whatever the request; any
 * other I/O failure does so for {@code GET}, {@code HEAD}, {@code OPTIONS}, {@code PUT},
 * {@code DELETE} and {@code TRACE}, which may be sent twice. An instance that failed is
 * {@linkplain ServiceCatalog#failed set aside}. A request is sent {@value #MAX_TRIES}
 * times at most, without a pause. Answers of any status are answers. An instance with a
 * port for TLS is called by {@code https}; a request by {@code https} stays one.
 *
 * @since 0.1.0
 */
public class ServiceRequestInterceptor implements ClientHttpRequestInterceptor {

	/**
	 * How often a request is sent at most.
	 */
	public static final int MAX_TRIES = 5;

	private static final Log logger = LogFactory.getLog(ServiceRequestInterceptor.class);

	private static final Set<HttpMethod> IDEMPOTENT = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS,
			HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.TRACE);

	private static final Pattern PORT = Pattern.compile(":\\d+$");

	private final ServiceCatalog catalog;

	/**
	 * Create an interceptor.
	 * @param catalog knows the instances
	 */
	public ServiceRequestInterceptor(ServiceCatalog catalog) {
		this.catalog = catalog;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		String service = service(request.getURI());
		for (int attempt = 1;; attempt++) {
			ServiceInstance instance = this.catalog.choose(service).orElseThrow(() -> new NoInstanceException(service));
			try {
				return execution.execute(new Redirected(request, instance), body);
			}
			catch (IOException ex) {
				// that is the end of the call, and not the fault of the instance
				if (Thread.currentThread().isInterrupted()) {
					throw ex;
				}
				boolean again = isUnconnected(ex) || IDEMPOTENT.contains(request.getMethod());
				this.catalog.failed(instance);
				if (!again || attempt == MAX_TRIES) {
					throw ex;
				}
				logger.debug("No answer from " + instance + ", the next one is tried: " + ex);
			}
		}
	}

	private static String service(URI uri) throws IOException {
		String service = host(uri);
		if (service.isEmpty()) {
			throw new IOException("'%s' names no service".formatted(uri.getScheme() + ":"));
		}
		return service;
	}

	// a name with an underscore is no host for java.net.URI
	static String host(URI uri) {
		String authority = (uri.getHost() != null) ? uri.getHost() : uri.getRawAuthority();
		return (authority != null) ? PORT.matcher(authority).replaceFirst("") : "";
	}

	// nothing of the request has left this machine
	private static boolean isUnconnected(@Nullable Throwable ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof ConnectException || cause instanceof NoRouteToHostException
					|| cause instanceof UnknownHostException || cause instanceof HttpConnectTimeoutException) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The request, to one instance.
	 */
	private static final class Redirected extends HttpRequestWrapper {

		private final URI uri;

		private Redirected(HttpRequest request, ServiceInstance instance) {
			super(request);
			URI target = instance.uri();
			boolean secure = instance.isSecure() || "https".equalsIgnoreCase(request.getURI().getScheme());
			this.uri = UriComponentsBuilder.fromUri(request.getURI())
				.scheme(secure ? "https" : "http")
				.userInfo(null)
				.host(host(target))
				.port((instance.sslPort() != null) ? instance.sslPort() : Objects.requireNonNull(instance.port()))
				.build(true)
				.toUri();
		}

		@Override
		public URI getURI() {
			return this.uri;
		}

	}

}
