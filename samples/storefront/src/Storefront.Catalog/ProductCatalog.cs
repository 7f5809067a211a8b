using System;
using System.Collections.Generic;
using System.Linq;

namespace Storefront.Catalog
{
    /// <summary>Finds products by their SKU, in any case.</summary>
    public sealed class ProductCatalog
    {
        private readonly IReadOnlyDictionary<string, Product> products;

        public ProductCatalog(IEnumerable<Product> products)
        {
            this.products = products.ToDictionary(product => product.Sku, StringComparer.OrdinalIgnoreCase);
        }

        public IEnumerable<Product> All => products.Values.OrderBy(product => product.Sku, StringComparer.Ordinal);

        /// <returns>null when there is none</returns>
        public Product? Find(string sku) => products.TryGetValue(sku, out Product product) ? product : null;

        [Obsolete("Use Find, which accepts any case.")]
        public Product? Lookup(string sku) => Find(sku);
    }
}
