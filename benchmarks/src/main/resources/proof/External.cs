// Source of External-1.dll and, with VERSION_2 defined, External-2.dll; ./build.sh makes both.
namespace External
{
    public static class Answer
    {
#if VERSION_2
        public static int Number() => 43;
        public static int Another() => 44;
#else
        public static int Number() => 42;
#endif
    }
}
