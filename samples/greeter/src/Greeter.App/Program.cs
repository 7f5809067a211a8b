using System;

namespace Greeter.App
{
    internal static class Program
    {
        private const int UsageError = 2;

        /// <summary>Usage: <c>greet [NAME [LANGUAGE]]</c>.</summary>
        private static int Main(string[] arguments)
        {
            string name = arguments.Length > 0 ? arguments[0] : "World";
            Language language = Language.English;
            if (arguments.Length > 1 && !Enum.TryParse(arguments[1], ignoreCase: true, out language))
            {
                Console.Error.WriteLine($"Unknown language: {arguments[1]}");
                return UsageError;
            }
            Console.WriteLine(Greeting.For(name, language));
            return 0;
        }
    }
}
