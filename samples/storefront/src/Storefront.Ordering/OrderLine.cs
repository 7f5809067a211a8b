using Storefront.Catalog;
using Storefront.Pricing;

namespace Storefront.Ordering
{
    public sealed class OrderLine
    {
        public OrderLine(Product product, int quantity, Money price)
        {
            Product = product;
            Quantity = quantity;
            Price = price;
        }

        public Product Product { get; }

        public int Quantity { get; }

        /// <summary>For all pieces, discounts taken off.</summary>
        public Money Price { get; }

        public override string ToString() => $"{Quantity} x {Product.Title}: {Price}";
    }
}
