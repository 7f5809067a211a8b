using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Storefront.Catalog;
using Storefront.Pricing;

namespace Storefront.Ordering.Tests
{
    [TestFixture]
    public class CartTests
    {
        private Cart cart = null!;

        [SetUp]
        public void EmptyCart()
        {
            var catalog = new ProductCatalog(new[] { new Product("MUG", "Mug"), new Product("PEN", "Fountain pen") });
            var prices = new PriceList(new Dictionary<string, Money> { ["MUG"] = new Money(950), ["PEN"] = new Money(2500) });
            cart = new Cart(catalog, prices, new VolumeDiscount(fromQuantity: 10, percentOff: 15));
        }

        [Test]
        public void IsFreeWhenEmpty()
        {
            Assert.That(cart.Lines, Is.Empty);
            Assert.That(cart.Total, Is.EqualTo(new Money(0)));
        }

        [Test]
        public void SumsItsLines()
        {
            cart.Add("MUG", 2);
            cart.Add("PEN", 1);
            Assert.That(cart.Total, Is.EqualTo(new Money(4400)));
        }

        [Test]
        public void JoinsWhatIsAddedTwice()
        {
            cart.Add("mug", 1);
            cart.Add("MUG", 2);
            Assert.That(cart.Lines.Select(line => line.Quantity), Is.EqualTo(new[] { 3 }));
        }

        [Test]
        [Category("Discount")]
        public void TakesTheDiscountPerProduct()
        {
            cart.Add("MUG", 10);
            Assert.That(cart.Total, Is.EqualTo(new Money(8075)));
        }

        [TestCase("MUG", 0)]
        [TestCase("HAT", 1)]
        public void RefusesWhatItCannotSell(string sku, int quantity)
        {
            Assert.That(() => cart.Add(sku, quantity), Throws.ArgumentException);
        }
    }
}
