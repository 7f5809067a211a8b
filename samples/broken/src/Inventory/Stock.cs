namespace Inventory
{
    public sealed class Stock
    {
        private readonly Shelf shelf = new Shelf();

        // The error: a number is no text.
        public string Describe() => shelf.Count;
    }
}
