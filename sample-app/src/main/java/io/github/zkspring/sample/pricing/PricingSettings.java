package io.github.zkspring.sample.pricing;

import java.math.BigDecimal;

import org.springframework.util.Assert;

/**
 * The settings to compute a price. The constructor rejects invalid settings, so neither a
 * request nor a znode can contain them.
 *
 * @param currency the currency of all prices
 * @param vatPercent the value added tax, 0 to 100
 * @param freeShippingFrom the total from which shipping is free
 */
public record PricingSettings(String currency, int vatPercent, BigDecimal freeShippingFrom) {

	public PricingSettings {
		Assert.hasText(currency, "currency must not be blank");
		Assert.isTrue(vatPercent >= 0 && vatPercent <= 100, "vatPercent must be between 0 and 100");
		Assert.notNull(freeShippingFrom, "freeShippingFrom must not be missing");
		Assert.isTrue(freeShippingFrom.signum() >= 0, "freeShippingFrom must not be negative");
	}

}
