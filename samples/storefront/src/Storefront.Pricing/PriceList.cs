using System;
using System.Collections.Generic;
#if !NETSTANDARD
using System.Linq;
using System.Text.Json;
#endif

namespace Storefront.Pricing
{
    /// <summary>The price of each product.</summary>
    public sealed class PriceList
    {
        private readonly IReadOnlyDictionary<string, Money> prices;

        public PriceList(IReadOnlyDictionary<string, Money> prices)
        {
            this.prices = prices;
        }

#if !NETSTANDARD
        /// <param name="json">an object of SKUs and prices in cents; only where the framework brings a JSON reader</param>
        public static PriceList Parse(string json) =>
            new PriceList(JsonSerializer.Deserialize<Dictionary<string, long>>(json)!
                .ToDictionary(entry => entry.Key, entry => new Money(entry.Value)));
#endif

        /// <exception cref="InvalidOperationException">the product has no price</exception>
        public Money PriceOf(string sku) =>
            prices.TryGetValue(sku, out Money price) ? price : throw new InvalidOperationException($"{sku} has no price.");
    }
}
