using System;
using System.Globalization;

namespace Storefront.Pricing
{
    /// <summary>An amount in the shop's one currency, in cents.</summary>
    public readonly struct Money : IEquatable<Money>
    {
        public Money(long cents)
        {
            Cents = cents;
        }

        public long Cents { get; }

        public static Money operator +(Money left, Money right) => new Money(left.Cents + right.Cents);

        public static Money operator *(Money amount, int times) => new Money(amount.Cents * times);

        /// <param name="percent">0 to 100; half a cent is rounded up</param>
        public Money Percent(int percent) => new Money((long)Math.Round(Cents * percent / 100m, MidpointRounding.AwayFromZero));

        public bool Equals(Money other) => Cents == other.Cents;

        public override bool Equals(object? other) => other is Money money && Equals(money);

        public override int GetHashCode() => Cents.GetHashCode();

        public override string ToString() => (Cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
    }
}
