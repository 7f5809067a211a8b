namespace Greeter
{
    /// <summary>A language that a greeting can be given in.</summary>
    public enum Language
    {
        English,
        French,
        German,
    }
}
