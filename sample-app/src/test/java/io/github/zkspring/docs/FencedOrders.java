package io.github.zkspring.docs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

import io.github.zkspring.fencing.FencedWrites;
import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.fencing.StaleTokenException;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.leader.Leadership;

import org.springframework.stereotype.Component;

@Component
class FencedOrders {

	private final FencedWrites fencedWrites;

	FencedOrders(FencedWrites fencedWrites) {
		this.fencedWrites = fencedWrites;
	}

	@LeaderOnly("orders")
	void publishTotal(byte[] total) {
		this.fencedWrites.setData(Leadership.current(), "/orders/total", total);
	}

	void ship(Connection connection, long order, FencingToken token) throws SQLException {
		try (PreparedStatement update = connection
			.prepareStatement("UPDATE orders SET state = 'shipped', fence = ? WHERE id = ? AND fence <= ?")) {
			update.setLong(1, token.value());
			update.setLong(2, order);
			update.setLong(3, token.value());
			if (update.executeUpdate() == 0) {
				throw new StaleTokenException(token, "the order has seen a higher one");
			}
		}
	}

}
