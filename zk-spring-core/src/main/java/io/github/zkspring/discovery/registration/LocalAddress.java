package io.github.zkspring.discovery.registration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Comparator;

/**
 * Determines the address of this machine: of the first network interface that is up and
 * has an address that is neither loopback nor link-local, IPv4 preferred.
 */
public final class LocalAddress {

	private LocalAddress() {
	}

	/**
	 * Find the address.
	 * @return the address, or the loopback address if there is no other
	 */
	public static String find() {
		try {
			return NetworkInterface.networkInterfaces()
				.filter(LocalAddress::isUp)
				.sorted(Comparator.comparingInt(NetworkInterface::getIndex))
				.flatMap(NetworkInterface::inetAddresses)
				.filter((address) -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
				.min(Comparator.comparing((address) -> !(address instanceof Inet4Address)))
				.orElseGet(InetAddress::getLoopbackAddress)
				.getHostAddress();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isUp(NetworkInterface candidate) {
		try {
			return candidate.isUp();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
