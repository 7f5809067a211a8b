using System.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Storefront.Catalog;
using Storefront.Pricing;
using Storefront.Storage;

namespace Storefront.Web
{
    /// <summary>One page: <c>GET /products</c>, a product per line with its price.</summary>
    public sealed class Startup
    {
        public void Configure(IApplicationBuilder app)
        {
            ProductCatalog catalog = ShopFiles.ReadCatalog();
            PriceList prices = ShopFiles.ReadPrices();
            app.UseRouting();
            app.UseEndpoints(endpoints => endpoints.MapGet("/products", context =>
            {
                context.Response.ContentType = "text/plain; charset=utf-8";
                return context.Response.WriteAsync(
                    string.Concat(catalog.All.Select(product => $"{product.Sku} {product.Title} {prices.PriceOf(product.Sku)}\n")));
            }));
        }
    }
}
