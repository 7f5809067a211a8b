using System;
using System.Linq;

namespace BuildServer.MSBuild
{
    /// <summary>
    /// Variables that the agent sets for the runtime of this process alone. It has read them when a logger begins; projects and the
    /// programs that they run see what they would see in any other build.
    /// </summary>
    internal static class OwnVariables
    {
        /// <summary>Names them, with semicolons in between; is one of them.</summary>
        private const string List = "BUILDSERVER_OWN_VARIABLES";

        internal static void Hide()
        {
            string? names = Environment.GetEnvironmentVariable(List);
            if (names != null)
            {
                foreach (string name in names.Split(';').Append(List))
                {
                    Environment.SetEnvironmentVariable(name, null);
                }
            }
        }
    }
}
