using System;
using System.Globalization;
using Storefront.Ordering;
using Storefront.Pricing;
using Storefront.Storage;

namespace Storefront.Cli
{
    internal static class Program
    {
        private const int UsageError = 2;

        /// <summary>Usage: <c>shop SKU=QUANTITY…</c>; prints the bill.</summary>
        private static int Main(string[] arguments)
        {
            var cart = new Cart(ShopFiles.ReadCatalog(), ShopFiles.ReadPrices(), new VolumeDiscount(fromQuantity: 10, percentOff: 15));
            try
            {
                foreach (string argument in arguments)
                {
                    string[] wish = argument.Split('=', 2);
                    cart.Add(wish[0], wish.Length > 1 ? int.Parse(wish[1], CultureInfo.InvariantCulture) : 1);
                }
            }
            catch (Exception e) when (e is ArgumentException || e is FormatException || e is OverflowException)
            {
                Console.Error.WriteLine(e.Message);
                return UsageError;
            }
            foreach (OrderLine line in cart.Lines)
            {
                Console.WriteLine(line);
            }
            Console.WriteLine($"Total: {cart.Total}");
            return 0;
        }
    }
}
