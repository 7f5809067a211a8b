using System.IO;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace BuildServer.MSBuild
{
    /// <summary>
    /// Looks whether files are there, so that whoever traces file accesses knows that the project depends on them: the compiler
    /// server, which reads them, works for all projects at once.
    /// </summary>
    public sealed class Look : Task
    {
        public ITaskItem[] Files { get; set; } = new ITaskItem[0];

        public override bool Execute()
        {
            foreach (ITaskItem file in Files)
            {
                File.Exists(file.GetMetadata("FullPath"));
            }
            return true;
        }
    }
}
