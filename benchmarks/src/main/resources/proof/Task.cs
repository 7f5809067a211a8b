// Source of Task-1.dll and, with VERSION_2 defined, Task-2.dll; ./build.sh makes both.
public class Say : Microsoft.Build.Framework.ITask
{
    public Microsoft.Build.Framework.IBuildEngine BuildEngine { get; set; }
    public Microsoft.Build.Framework.ITaskHost HostObject { get; set; }

    [Microsoft.Build.Framework.Output]
    public string Word { get; set; }

    public bool Execute()
    {
#if VERSION_2
        Word = "word two";
#else
        Word = "word one";
#endif
        return true;
    }
}
