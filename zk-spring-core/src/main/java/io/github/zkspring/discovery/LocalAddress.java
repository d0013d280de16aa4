package io.github.zkspring.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Comparator;

/**
 * The address of this machine, as far as it can be guessed: of the first network
 * interface that is up and has an address that is no loopback address, IPv4 before IPv6.
 */
public final class LocalAddress {

	private LocalAddress() {
	}

	/**
	 * Guess the address.
	 * @return the address, that of the loopback interface when there is nothing else
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
