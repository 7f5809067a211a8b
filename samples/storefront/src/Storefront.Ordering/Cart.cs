using System;
using System.Collections.Generic;
using System.Linq;
using Storefront.Catalog;
using Storefront.Pricing;

namespace Storefront.Ordering
{
    /// <summary>Collects what a customer wants and prices it.</summary>
    public sealed class Cart
    {
        private readonly ProductCatalog catalog;
        private readonly PriceList prices;
        private readonly VolumeDiscount discount;
        private readonly SortedDictionary<string, int> quantities = new SortedDictionary<string, int>(StringComparer.Ordinal);

        public Cart(ProductCatalog catalog, PriceList prices, VolumeDiscount discount)
        {
            this.catalog = catalog;
            this.prices = prices;
            this.discount = discount;
        }

        public IReadOnlyList<OrderLine> Lines => quantities.Select(entry => Price(entry.Key, entry.Value)).ToList();

        public Money Total => Lines.Aggregate(new Money(0), (sum, line) => sum + line.Price);

        /// <exception cref="ArgumentException">no such product, or a quantity below 1</exception>
        public void Add(string sku, int quantity)
        {
            if (quantity < 1)
            {
                throw new ArgumentException("At least one piece has to be ordered.");
            }
            Product product = catalog.Find(sku) ?? throw new ArgumentException($"There is no product {sku}.");
            quantities.TryGetValue(product.Sku, out int already);
            quantities[product.Sku] = already + quantity;
        }

        private OrderLine Price(string sku, int quantity) =>
            new OrderLine(catalog.Find(sku)!, quantity, discount.PriceOf(prices.PriceOf(sku), quantity));
    }
}
