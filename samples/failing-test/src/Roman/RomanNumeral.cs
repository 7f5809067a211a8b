using System.Linq;
using System.Text;

namespace Roman
{
    public static class RomanNumeral
    {
        // The bug: XC (90), XL (40), IX (9) and IV (4) are missing.
        private static readonly (int Value, string Letters)[] Parts =
        {
            (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (50, "L"), (10, "X"), (5, "V"), (1, "I"),
        };

        /// <param name="number">from 1 to 3999</param>
        public static string Of(int number)
        {
            var roman = new StringBuilder();
            while (number > 0)
            {
                (int value, string letters) = Parts.First(part => part.Value <= number);
                roman.Append(letters);
                number -= value;
            }
            return roman.ToString();
        }
    }
}
