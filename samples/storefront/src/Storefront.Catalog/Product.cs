namespace Storefront.Catalog
{
    /// <summary>Something the shop sells.</summary>
    public sealed class Product
    {
        public Product(string sku, string title)
        {
            Sku = sku;
            Title = title;
        }

        /// <summary>Identifies it in the catalog.</summary>
        public string Sku { get; }

        public string Title { get; }
    }
}
