using NUnit.Framework;

namespace Roman.Tests
{
    [TestFixture]
    public class RomanNumeralTests
    {
        [Test]
        public void WritesYears()
        {
            Assert.That(RomanNumeral.Of(1905), Is.EqualTo("MCMV"));
        }

        [Test]
        public void SubtractsOneFromFive()
        {
            Assert.That(RomanNumeral.Of(4), Is.EqualTo("IV"));
        }
    }
}
