using NUnit.Framework;

namespace Greeter.Tests
{
    [TestFixture]
    public class GreetingTests
    {
        [Test]
        public void GreetsInEnglishByDefault()
        {
            Assert.That(Greeting.For("Ada"), Is.EqualTo("Hello, Ada!"));
        }

        [TestCase(Language.French, "Bonjour, Ada!")]
        [TestCase(Language.German, "Hallo, Ada!")]
        public void GreetsInTheLanguageAskedFor(Language language, string expected)
        {
            Assert.That(Greeting.For("Ada", language), Is.EqualTo(expected));
        }

        [Test]
        public void DropsSpaceAroundTheName()
        {
            Assert.That(Greeting.For("  Ada "), Does.EndWith("Ada!"));
        }

        [Test]
        public void RefusesABlankName()
        {
            Assert.That(() => Greeting.For(" "), Throws.ArgumentException);
        }

        [Test]
        [Ignore("No Klingon speaker at hand")]
        public void GreetsInKlingon()
        {
            Assert.Fail("nuqneH");
        }
    }
}
