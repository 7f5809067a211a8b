using System;
using System.Collections.Generic;

namespace Greeter
{
    /// <summary>Greets people in their language.</summary>
    public static class Greeting
    {
        private static readonly IReadOnlyDictionary<Language, string> Words = new Dictionary<Language, string>
        {
            [Language.English] = "Hello",
            [Language.French] = "Bonjour",
            [Language.German] = "Hallo",
        };

        /// <param name="name">who is greeted; not blank</param>
        /// <exception cref="ArgumentException">the name is blank</exception>
        public static string For(string name, Language language = Language.English)
        {
            if (string.IsNullOrWhiteSpace(name))
            {
                throw new ArgumentException("A greeting needs a name.");
            }
            return $"{Words[language]}, {name.Trim()}!";
        }
    }
}
