using System;

namespace Inventory.Cli
{
    internal static class Program
    {
        private static void Main() => Console.WriteLine(new Stock().Describe());
    }
}
