using System.Collections.Generic;

namespace Inventory
{
    public sealed class Shelf
    {
        private readonly List<string> items = new List<string>();

        public void Put(string item)
        {
            int places = 12;
            items.Add(item);
        }

        // The error: a list knows its Count.
        public int Count => items.Size;
    }
}
