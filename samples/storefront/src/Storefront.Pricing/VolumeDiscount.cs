using System;

namespace Storefront.Pricing
{
    /// <summary>Cheaper from a number of pieces on.</summary>
    public sealed class VolumeDiscount
    {
        private readonly int fromQuantity;
        private readonly int percentOff;

        public VolumeDiscount(int fromQuantity, int percentOff)
        {
            if (percentOff < 0 || percentOff > 100)
            {
                throw new ArgumentException("A discount is between 0 and 100 percent.");
            }
            this.fromQuantity = fromQuantity;
            this.percentOff = percentOff;
        }

        public Money PriceOf(Money unitPrice, int quantity)
        {
            Money full = unitPrice * quantity;
            return quantity >= fromQuantity ? full.Percent(100 - percentOff) : full;
        }
    }
}
