using NUnit.Framework;

namespace Storefront.Pricing.Tests
{
    [TestFixture]
    public class VolumeDiscountTests
    {
        private VolumeDiscount discount = null!;

        [SetUp]
        public void TenPercentFromFivePieces()
        {
            discount = new VolumeDiscount(fromQuantity: 5, percentOff: 10);
        }

        [TestCase(4, 400)]
        [TestCase(5, 450)]
        public void BeginsAtItsQuantity(int quantity, int expected)
        {
            Assert.That(discount.PriceOf(new Money(100), quantity), Is.EqualTo(new Money(expected)));
        }

        [Test]
        public void NeverPaysTheCustomer()
        {
            Assert.That(() => new VolumeDiscount(1, 101), Throws.ArgumentException);
        }
    }
}
