using NUnit.Framework;

namespace Storefront.Pricing.Tests
{
    [TestFixture]
    public class MoneyTests
    {
        [TestCase(1050, 50, 525)]
        [TestCase(99, 50, 50)]
        [TestCase(99, 0, 0)]
        public void TakesPercentAndRoundsHalfACentUp(int cents, int percent, int expected)
        {
            Assert.That(new Money(cents).Percent(percent), Is.EqualTo(new Money(expected)));
        }

        [TestCase(0, ExpectedResult = "0.00")]
        [TestCase(123456, ExpectedResult = "1234.56")]
        public string ShowsWholeUnits(int cents) => new Money(cents).ToString();
    }
}
